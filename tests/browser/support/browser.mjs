// Debian's Chromium, and pages in it that are watched: whatever a page asks of a network, logs or throws is on record. Works for files
// and for the pages of a service alike; it knows no page of its own.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where Debian's package puts it; `CHROMIUM` names another one. */
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Widths in CSS pixels: the least that WCAG 1.4.10 asks for, a telephone, a tablet, a laptop, a 4K screen. */
export const WIDTHS = [320, 360, 768, 1440, 3840];

/** Heights that go with the widths. */
const HEIGHTS = { 320: 640, 360: 740, 768: 1024, 1440: 900, 3840: 2160 };

/** Pages that a file of tests has open side by side: while one waits for its tab or for paper, the other is checked. */
export const PAGES_AT_ONCE = 2;

/** A page that is open longer than that hangs; a busy machine needs a tenth of it. */
const PAGE_MS_MAX = 120_000;

/** Size of a window of one of the {@link WIDTHS}. */
export const windowOf = (width) => ({ width, height: HEIGHTS[width] ?? 900 });

/** Starts the browser. It looks for no updates and calls nobody, so that a request in the log is the page's own. */
export async function launch() {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`there is no Chromium at ${CHROMIUM}: run \`cargo xtask setup\`, or name one by CHROMIUM`);
  }
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--force-color-profile=srgb',
      '--no-first-run',
    ],
  });
}

/**
 * Puts an open page in another window, and in another light if `colorScheme` says so, scrolled to its top. Much sooner done than opening
 * it anew, and the same to a page without scripts of its own; `checks.test.mjs` compares the two.
 */
export async function show(page, { width, colorScheme }) {
  await page.emulateMedia({ colorScheme });
  await page.setViewportSize(windowOf(width));
  await page.evaluate(() => scrollTo({ top: 0, left: 0, behavior: 'instant' }));
}

/**
 * Faults of one open page in several windows, each with its window before it.
 *
 * `windows` are what {@link show} takes, `check` a function from the page to its faults.
 */
export async function inWindows(page, windows, check) {
  const faults = [];
  for (const shown of windows) {
    await show(page, shown);
    const named = [`${shown.width} px`, shown.colorScheme].filter(Boolean).join(', ');
    for (const fault of await check(page)) faults.push(`${named}: ${fault}`);
  }
  return faults;
}

/** Pages of files that nobody uses at the moment, by browser and then by what their contexts were made with. */
const idlePages = new WeakMap();

/** The idle pages that an address may have, or none that stays: what a service leaves in a context (cookies, storage) goes with it. */
function shelfFor(browser, url, options) {
  if (!url.startsWith('file:')) return null;
  if (!idlePages.has(browser)) idlePages.set(browser, new Map());
  const shelves = idlePages.get(browser);
  const kind = JSON.stringify(options);
  if (!shelves.has(kind)) shelves.set(kind, []);
  return shelves.get(kind);
}

/** Writes down what a page asks for and what it complains of, from now on. */
function watch(page, url) {
  const requests = [];
  const complaints = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith('data:') && asked.split('#')[0] !== url.split('#')[0]) requests.push(asked);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  return { requests, complaints };
}

/** Leaves nothing of what a page was used for: nobody listens, the mouse is nowhere, the document is empty. */
async function clear(page) {
  for (const event of ['request', 'requestfailed', 'requestfinished', 'response', 'console', 'pageerror', 'dialog']) {
    page.removeAllListeners(event);
  }
  await page.mouse.move(-1, -1);
  await page.goto('about:blank');
}

/**
 * Opens an address, watched from before its first byte, hands it to `work`, and puts it away whatever happens; also where a call to the
 * browser never comes back.
 *
 * `options` are those of Playwright's contexts (`viewport`, `colorScheme`, `reducedMotion`, `javaScriptEnabled`) and `width`, one of
 * the {@link WIDTHS}. `work` gets the `page`, and its own `requests` (other than the address itself and what the file carries in
 * `data:`) and `complaints` (console, exceptions, the content security policy), which grow while it is open.
 *
 * A file opens in a page that an earlier one has left, since a new one takes the browser longer than most checks; after a fault no page
 * is used again.
 */
export async function withPage(browser, url, options, work) {
  const { width = 1440, viewport = windowOf(width), ...others } = options;
  const { colorScheme = 'light', reducedMotion = 'no-preference', forcedColors = 'none', ...ofContext } = others;
  const shelf = shelfFor(browser, url, ofContext);
  const page = shelf?.pop() ?? (await (await browser.newContext({ locale: 'de-CH', ...ofContext })).newPage());
  let isClear = false;
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    // What waits for the page fails with it.
    page.context().close();
  }, PAGE_MS_MAX);
  try {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ media: null, colorScheme, reducedMotion, forcedColors });
    const watched = watch(page, url);
    await page.goto(url, { waitUntil: 'load' });
    const result = await work({ page, ...watched });
    if (shelf) {
      await clear(page);
      isClear = true;
    }
    return result;
  } catch (error) {
    throw isLate ? new Error(`the page was not done within ${PAGE_MS_MAX} ms`, { cause: error }) : error;
  } finally {
    clearTimeout(limit);
    if (isClear) shelf.push(page);
    else await page.context().close();
  }
}
