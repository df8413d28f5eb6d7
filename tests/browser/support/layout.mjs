// What a person would see as broken on a page of any width: it scrolls sideways, text is cut off, sticks out of what it stands in, or
// lies on other text. Each check gives its faults as sentences; an empty list is a sound page. They know no page and no width.

/**
 * Runs in the page: the text lines that can be seen, each with its rectangle, and how an element is named in a fault. Of a line that is
 * shortened by an ellipsis, or lies in a box that scrolls, the part counts that is seen. `layer` is what the line sticks to the window with.
 */
function measure() {
  const shown = (element) => {
    const id = element.id ? `#${element.id}` : '';
    return `${element.localName}${id}${[...element.classList].map((name) => `.${name}`).join('')}`;
  };
  /** Hidden from eyes on purpose: for screen readers only, or a link that comes with focus. */
  const isUnseen = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden' || style.opacity === '0') return true;
      const box = at.getBoundingClientRect();
      if (style.position === 'absolute' && (style.clipPath !== 'none' || box.bottom <= 0 || box.right <= 0)) return true;
    }
    return !element.checkVisibility();
  };
  /** What is seen of a line: all of it, less, or nothing. */
  const seenOf = (element, line) => {
    const seen = { ...line };
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      const scrolls = (overflow) => overflow === 'auto' || overflow === 'scroll';
      if (scrolls(overflowX) || (overflowX === 'hidden' && textOverflow === 'ellipsis')) {
        seen.left = Math.max(seen.left, box.left);
        seen.right = Math.min(seen.right, box.right);
      }
      if (scrolls(overflowY)) {
        seen.top = Math.max(seen.top, box.top);
        seen.bottom = Math.min(seen.bottom, box.bottom);
      }
    }
    return seen;
  };
  const layerOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      if (['fixed', 'sticky'].includes(getComputedStyle(at).position)) return at;
    }
    return null;
  };
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = node.data.trim().replace(/\s+/g, ' ');
    if (!text || element.closest('style, script, title, desc, template') || isUnseen(element)) continue;
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const seen = seenOf(element, { left, right, top, bottom });
      if (seen.right - seen.left < 1 || seen.bottom - seen.top < 1) continue;
      lines.push({ element, node, layer: layerOf(element), text: text.length > 40 ? `${text.slice(0, 40)}…` : text, ...seen });
    }
  }
  return { lines, shown, isUnseen };
}

/** `check` is a function of what {@link measure} gives; both are handed to the page as text, since they run there. */
const inPage = (page, check) => page.evaluate(`(${check})((${measure})())`);

/** The page scrolls sideways, and by what. */
export function sidewaysFaults(page) {
  return inPage(page, ({ shown, isUnseen }) => {
    const root = document.documentElement;
    const room = root.clientWidth;
    if (Math.max(root.scrollWidth, document.body.scrollWidth) <= room) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((element) => {
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (right > room + 0.5 || left < -0.5) && !isUnseen(element);
    });
    const named = wide.slice(0, 5).map((element) => shown(element)).join(', ');
    return [`the page is ${root.scrollWidth} px wide in a window of ${room} px: ${named}`];
  });
}

/** Text that something cuts off: beyond the edge of an ancestor that hides what overflows, or of the page itself. */
export function clippedFaults(page) {
  return inPage(page, ({ lines, shown }) => {
    const faults = [];
    const room = document.documentElement.clientWidth;
    for (const line of lines) {
      if (line.left < -1 || line.right > room + 1) faults.push(`“${line.text}” is beyond the edge of the page`);
      for (let at = line.element; at && at !== document.body; at = at.parentElement) {
        const style = getComputedStyle(at);
        const box = at.getBoundingClientRect();
        const isCutX = style.overflowX !== 'visible' && (line.left < box.left - 1 || line.right > box.right + 1);
        // Half of a line's height is leading that may well be cut; more than a quarter of it is letters.
        const slack = (line.bottom - line.top) / 4;
        const isCutY = style.overflowY !== 'visible' && (line.top < box.top - slack || line.bottom > box.bottom + slack);
        if ((isCutX || isCutY) && !(at instanceof SVGElement && style.overflow === 'visible')) {
          faults.push(`“${line.text}” is cut off by ${shown(at)}`);
        }
      }
    }
    return faults;
  });
}

/** Text that sticks out of a box that it stands in, to any side. */
export function outsideFaults(page) {
  return inPage(page, ({ lines, shown }) => {
    const faults = [];
    for (const line of lines) {
      for (let at = line.element; at && at !== document.documentElement; at = at.parentElement) {
        const { display } = getComputedStyle(at);
        if (display === 'inline' || display === 'contents' || (at instanceof SVGElement && at.localName !== 'svg')) continue;
        const box = at.getBoundingClientRect();
        const slack = (line.bottom - line.top) / 3;
        const isOutside =
          line.left < box.left - 1 || line.right > box.right + 1 || line.top < box.top - slack || line.bottom > box.bottom + slack;
        if (isOutside) {
          faults.push(`“${line.text}” sticks out of ${shown(at)}`);
          break;
        }
        // What is fixed to the window has left the boxes that it stands in.
        if (getComputedStyle(at).position === 'fixed') break;
      }
    }
    return faults;
  });
}

/** Text on text. What sticks to the window, on a ground of its own, may cover what is scrolled beneath it. */
export function overlapFaults(page) {
  return inPage(page, ({ lines }) => {
    const faults = new Set();
    const hasGround = (layer) => layer && /^rgb\(/.test(getComputedStyle(layer).backgroundColor);
    const mayCover = (one, other) => one.layer !== other.layer && (hasGround(one.layer) || hasGround(other.layer));
    const sorted = [...lines].sort((one, other) => one.top - other.top);
    sorted.forEach((one, at) => {
      for (const other of sorted.slice(at + 1)) {
        if (other.top >= one.bottom) break;
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        // The boxes of two lines of one text overlap where lines are set tight; letters do not.
        const least = Math.min(one.bottom - one.top, other.bottom - other.top) * 0.35;
        if (across > 1 && down > least && one.node !== other.node && !mayCover(one, other)) faults.add(`“${one.text}” lies on “${other.text}”`);
      }
    });
    return [...faults];
  });
}

/** All of the above, of the page as it lies before anybody scrolls. */
export async function layoutFaults(page) {
  await page.evaluate(() => scrollTo({ top: 0, left: 0, behavior: 'instant' }));
  const found = [];
  for (const check of [sidewaysFaults, clippedFaults, outsideFaults, overlapFaults]) found.push(...(await check(page)));
  return found;
}

/** Elements that do not lie in the window as it opens, of those that the selectors name; one that is not there is a fault too. */
export function firstScreenFaults(page, selectors) {
  return page.evaluate((selectors) => {
    const faults = [];
    for (const selector of selectors) {
      const found = [...document.querySelectorAll(selector)];
      if (found.length === 0) faults.push(`${selector} is not on the page`);
      found.forEach((element, at) => {
        const { top, bottom, left, right, height } = element.getBoundingClientRect();
        const isInside = height > 0 && top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
        if (!isInside) faults.push(`${selector} (${at + 1}) ends at ${Math.round(bottom)} px of ${innerHeight}`);
      });
    }
    return faults;
  }, selectors);
}

/** Spacing of text that readers may set for themselves (WCAG 1.4.12); a page has to hold it without losing a word. */
export function widenText(page) {
  return page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent =
      '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
    document.head.append(style);
  });
}
