// A page by keyboard alone. Works where scripts are switched off: what is read from the page is read by the browser's debugger.

/**
 * Presses Tab until focus leaves the page, and describes each stop: its name, its outline, and whether it can be seen.
 *
 * @returns {Promise<{tag: string, id: string, name: string, faults: string[]}[]>}
 */
export async function tabStops(page, { stops_max = 200 } = {}) {
  const stops = [];
  for (let pressed = 0; pressed < stops_max; pressed += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(describeFocus);
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`focus does not leave the page within ${stops_max} stops`);
}

/** Runs in the page. A control that lies unseen on its label shows its focus there. */
function describeFocus() {
  const focused = document.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return null;
  const label = focused.closest('label');
  const seen = label && getComputedStyle(focused).opacity === '0' ? label : focused;
  const style = getComputedStyle(seen);
  const { left, right, top, bottom, width, height } = seen.getBoundingClientRect();
  const name = (seen.textContent || focused.getAttribute('aria-label') || '').trim().replace(/\s+/g, ' ');
  const faults = [];
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push(`${name}: focus cannot be seen`);
  if (width < 1 || height < 1 || right > innerWidth + 1 || left < -1 || top < -1 || bottom > innerHeight + 1) {
    faults.push(`${name}: focus is out of sight`);
  } else {
    const rect = seen.getClientRects()[0];
    const on = document.elementFromPoint((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2);
    if (!seen.contains(on)) faults.push(`${name}: focus is covered by ${on?.localName}`);
  }
  if (!name) faults.push(`${focused.localName}#${focused.id}: has no name`);
  return { tag: focused.localName, id: focused.id, name, faults };
}

/** Presses Tab, or another key such as `Shift+Tab`, until the element that `selector` names has focus. */
export async function tabTo(page, selector, { stops_max = 200, key = 'Tab' } = {}) {
  for (let pressed = 0; pressed < stops_max; pressed += 1) {
    await page.keyboard.press(key);
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
  }
  throw new Error(`${key} does not reach ${selector}`);
}
