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
 * Opens an address in a context of its own, watched from before its first byte.
 *
 * `options` are those of Playwright's contexts (`viewport`, `colorScheme`, `reducedMotion`, `javaScriptEnabled`) and `width`, one of
 * the {@link WIDTHS}. The page's own `requests` (other than the address itself and what the file carries in `data:`) and `complaints`
 * (console, exceptions, the content security policy) grow while it is open.
 */
export async function open(browser, url, { width = 1440, ...options } = {}) {
  const context = await browser.newContext({ viewport: windowOf(width), locale: 'de-CH', ...options });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith('data:') && asked.split('#')[0] !== url.split('#')[0]) requests.push(asked);
  });
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`exception: ${error.message}`));
  await page.goto(url, { waitUntil: 'load' });
  return { page, requests, complaints, close: () => context.close() };
}

/** Opens an address, hands it to `work`, and closes it whatever happens; also where a call to the browser never comes back. */
export async function withPage(browser, url, options, work) {
  const opened = await open(browser, url, options);
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    // What waits for the page fails with it.
    opened.close();
  }, PAGE_MS_MAX);
  try {
    return await work(opened);
  } catch (error) {
    throw isLate ? new Error(`the page was not done within ${PAGE_MS_MAX} ms`, { cause: error }) : error;
  } finally {
    clearTimeout(limit);
    await opened.close();
  }
}
