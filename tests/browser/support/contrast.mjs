// Contrast where axe gives up: letters in drawings, and signs that are no letters. Looks at what lies beneath the middle of an element,
// as the browser has painted it.

/**
 * Elements whose letters have less contrast than WCAG 1.4.3 asks for on what lies beneath them.
 *
 * Colours must be opaque or fully transparent; anything between is a fault, since it cannot be judged.
 */
export function contrastFaults(page, selector, { least = 4.5 } = {}) {
  return page.evaluate(
    ({ selector, least }) => {
      const parse = (colour) => {
        const parts = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(colour);
        return parts && { rgb: parts.slice(1, 4).map(Number), alpha: parts[4] === undefined ? 1 : Number(parts[4]) };
      };
      const luminance = (rgb) => {
        const [red, green, blue] = rgb.map((part) => {
          const share = part / 255;
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const ratio = (one, other) => {
        const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
        return (light + 0.05) / (dark + 0.05);
      };
      const isDrawn = (element) => element instanceof SVGElement;
      const paint = (element) => {
        const style = getComputedStyle(element);
        return isDrawn(element) ? (element.localName === 'svg' ? null : parse(style.fill)) : parse(style.backgroundColor);
      };
      const faults = [];
      for (const element of document.querySelectorAll(selector)) {
        if (!element.checkVisibility() || element.getClientRects().length === 0) continue;
        element.scrollIntoView({ behavior: 'instant', block: 'center' });
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const stack = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2);
        const beneath = stack.filter((other) => other !== element && other.localName !== 'text');
        const ground = beneath.map(paint).find((colour) => colour && colour.alpha > 0) ?? { rgb: [255, 255, 255], alpha: 1 };
        const style = getComputedStyle(element);
        const letters = parse(isDrawn(element) ? style.fill : style.color);
        const name = `“${element.textContent.trim()}” (${element.localName}.${[...element.classList].join('.')})`;
        if (!letters || letters.alpha < 1 || ground.alpha < 1) {
          faults.push(`${name} has a colour that cannot be judged`);
        } else if (ratio(letters.rgb, ground.rgb) < least) {
          faults.push(`${name} has a contrast of ${ratio(letters.rgb, ground.rgb).toFixed(2)}, less than ${least}`);
        }
      }
      return faults;
    },
    { selector, least },
  );
}
