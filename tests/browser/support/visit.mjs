// Pages of a service as somebody uses them: a browser context of its own, everything that leaves a trace on record, and a hand that
// counts what it does.

import { windowOf } from './browser.mjs';
import { PERSONAL } from './web.mjs';

/** A visit that takes longer hangs; a busy machine needs a tenth of it. */
const VISIT_MS_MAX = 240_000;

/** What is waited for comes much sooner, but on a busy machine. */
const WAIT_MS_MAX = 60_000;

/** Runs in each page before its own scripts: tells its title, and each shift of its layout that nobody has caused. */
function tellTale() {
  addEventListener('DOMContentLoaded', () => globalThis.tellTitle(document.title));
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      if (shift.hadRecentInput) continue;
      const moved = shift.sources.map(({ node }) => `${node?.localName ?? '?'}.${node?.className ?? ''}`).join(' ');
      globalThis.tellShift(`${location.pathname} ${performance.timeOrigin}`, shift.value, moved);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/**
 * Opens a context, hands its page to `work`, and closes it whatever happens.
 *
 * `options` are those of Playwright's contexts and `width`, one of the widths; `member` is who is logged in, nobody without one. `work`
 * gets `page`, `context`, and `traces`, which grow: `addresses`, `referrers`, `titles`, `complaints` of the console, `shifts` of the
 * layout by path and time, and `downloads`, answers that are kept as files, with their headers.
 */
export async function visit(browser, { member, url = member?.service.url, width = 1440, ...options }, work) {
  const state = member && { storageState: member.storageState(url) };
  const context = await browser.newContext({ locale: 'de-CH', viewport: windowOf(width), baseURL: url, ...state, ...options });
  const traces = { addresses: [], referrers: [], titles: [], complaints: [], shifts: new Map(), moved: [], downloads: [] };
  let isLate = false;
  const limit = setTimeout(() => {
    isLate = true;
    // What waits for the page fails with it.
    context.close();
  }, VISIT_MS_MAX);
  try {
    context.setDefaultTimeout(WAIT_MS_MAX);
    context.on('request', (request) => {
      traces.addresses.push(request.url());
      traces.referrers.push(request.headers().referer ?? '');
    });
    context.on('response', (response) => {
      const headers = response.headers();
      if (headers['content-disposition']?.startsWith('attachment')) traces.downloads.push({ url: response.url(), headers });
    });
    context.on('console', (message) => {
      // What the browser only advises is no complaint.
      if (message.type() !== 'verbose') traces.complaints.push(`${message.type()}: ${message.text()}`);
    });
    context.on('weberror', (error) => traces.complaints.push(`exception: ${error.error().message}`));
    await context.exposeBinding('tellTitle', (_, title) => traces.titles.push(title));
    await context.exposeBinding('tellShift', (_, path, value, moved) => {
      traces.shifts.set(path, (traces.shifts.get(path) ?? 0) + value);
      traces.moved.push(`${path}: ${value.toFixed(4)} ${moved}`);
    });
    await context.addInitScript(tellTale);
    return await work({ page: await context.newPage(), context, traces });
  } catch (error) {
    throw isLate ? new Error(`the visit was not done within ${VISIT_MS_MAX} ms`, { cause: error }) : error;
  } finally {
    clearTimeout(limit);
    await context.close();
  }
}

/** Traces that tell of a person, or of a page that complains. Failures that the test has caused itself are named by `expected`. */
export function traceFaults({ addresses, referrers, titles, complaints }, { expected = /^$/ } = {}) {
  const faults = complaints.filter((text) => !expected.test(text)).map((text) => `the console says ${text}`);
  for (const [kind, texts] of Object.entries({ address: addresses, referrer: referrers, title: titles })) {
    for (const text of new Set(texts)) {
      // As it stands there, and as people read it: an address escapes what is no ASCII.
      const readable = decoded(text).normalize('NFC').toLowerCase();
      const found = PERSONAL.find((name) => readable.includes(name.toLowerCase()));
      if (found) faults.push(`${found} stands in the ${kind} ${text}`);
    }
  }
  return faults;
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** Somebody at a page: every click, drop and typed text is one action. */
export class Hand {
  actions = [];

  constructor(page) {
    this.page = page;
  }

  async click(what, locator) {
    this.actions.push(what);
    await locator.click();
  }

  /** Drops files from outside of the browser, as the system's file manager does. */
  async drop(what, locator, files) {
    this.actions.push(what);
    await locator.scrollIntoViewIfNeeded();
    const box = await locator.boundingBox();
    const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) await session.send('Input.dispatchDragEvent', { type, ...at, data });
    await session.detach();
  }
}
