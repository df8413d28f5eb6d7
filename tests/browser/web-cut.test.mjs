// What happens when the connection is cut, or the service goes away and comes back: while files are sent, and while a run is watched.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { CASES, Line, Member, Service } from './support/service.mjs';
import { traceFaults, visit } from './support/visit.mjs';
import { pickOf, slowCv } from './support/web.mjs';

/** Bytes of an upload after which it is cut: the profile is larger, so that it is under way then. */
const CUT_AFTER_BYTES = 20_000;

/** The message that says what to do, and its button. */
const CUT = /Die Verbindung ist abgebrochen\. Ihre Dateien sind noch gewählt; senden Sie noch einmal/;
const AGAIN = 'Noch einmal senden';

/** What a browser logs of a connection that a test has cut. */
const CUT_LOGGED = /Failed to load resource: net::ERR_/;

let browser;
let service;
let owner;
before(async () => {
  browser = await launch();
  service = await Service.start();
  owner = await Member.owner(service);
});
after(async () => {
  await browser?.close();
  await service?.remove();
});

/** How many runs there are; the owner's browser has none of its own to count. */
const runs = async () => (await owner.json('GET', '/runs?limit=100')).items.length;

const choose = async (page, cv = CASES.de.cv) => {
  await page.goto('/');
  await page.locator('#cv').setInputFiles(cv);
  await page.locator('#job').setInputFiles(CASES.de.job);
};

/** The page says what happened and what to do, and has kept everything. */
const saysCut = async (page) => {
  const notice = page.locator('#told [role=alert]');
  await notice.waitFor();
  assert.match(await notice.innerText(), CUT);
  assert.deepEqual(await page.locator('.files b').allInnerTexts(), ['lebenslauf.pdf', 'stellenprofil.docx']);
  assert.equal(await page.locator('#cv').evaluate((input) => input.files.length), 1);
  const focused = await page.evaluate(() => document.activeElement.textContent);
  assert.equal(focused, AGAIN, 'the way on has focus');
};

/** Sends again, by keyboard, and ends at the one run that came of it. */
const sendsAgain = async (page, before) => {
  await page.keyboard.press('Enter');
  await page.locator('.result-head').waitFor();
  assert.equal(await runs(), before + 1, 'it was done once');
};

/** A page behind a line that can be cut. */
const behindLine = async (work) => {
  const line = await Line.to(service);
  try {
    await visit(browser, { member: owner, url: line.url }, (visited) => work({ line, ...visited }));
  } finally {
    await line.close();
  }
};

describe('while files are sent', () => {
  test('offline: the files stay, and it goes on', () =>
    visit(browser, { member: owner }, async ({ page, context, traces }) => {
      const before = await runs();
      await choose(page);
      await context.setOffline(true);
      await page.locator('.go button').click();
      await saysCut(page);
      await context.setOffline(false);
      await sendsAgain(page, before);
      assert.deepEqual(traceFaults(traces, { expected: CUT_LOGGED }), []);
    }));

  test('cut in the middle: the files stay, and it goes on', () =>
    behindLine(async ({ line, page }) => {
      const before = await runs();
      await choose(page);
      const cut = line.cutAfter(CUT_AFTER_BYTES);
      await page.locator('.go button').click();
      await cut;
      await saysCut(page);
      line.mend();
      assert.equal(await runs(), before, 'half an upload is no run');
      await sendsAgain(page, before);
    }));

  test('the answer is lost: what the service has done is not done twice', () =>
    behindLine(async ({ line, page }) => {
      const before = await runs();
      await choose(page);
      const lost = line.dropAnswer();
      await page.locator('.go button').click();
      await lost;
      await saysCut(page);
      line.mend();
      assert.equal(await runs(), before + 1, 'the service has it already');
      await sendsAgain(page, before);
    }));

  test('the service is away and comes back: the files stay, and it goes on', () =>
    visit(browser, { member: owner }, async ({ page }) => {
      const before = await runs();
      await choose(page);
      await service.end();
      try {
        await page.locator('.go button').click();
        await saysCut(page);
      } finally {
        await service.begin();
      }
      await sendsAgain(page, before);
    }));

  test('stopped by hand: the files stay', () =>
    behindLine(async ({ line, page }) => {
      await choose(page);
      line.hold();
      await page.locator('.go button').click();
      await page.locator('form[data-busy]').waitFor();
      assert.ok(await page.locator('.files progress').first().isVisible(), 'each file has its progress');
      await page.locator('.go button').click();
      const notice = page.locator('#told [role=alert]');
      await notice.waitFor();
      assert.match(await notice.innerText(), /Angehalten\. Ihre Dateien sind noch gewählt\./);
      assert.equal(await page.locator('form[data-busy]').count(), 0);
    }));
});

describe('while a run is watched', () => {
  const begin = async (page) => {
    await page.goto('/');
    await page.locator('#cv').setInputFiles(pickOf(slowCv()));
    await page.locator('.go button').click();
    await page.waitForURL('**/runs/*');
    await page.locator('#live .steps .now').waitFor();
  };
  const away = (page) => page.locator('#live > .notice.warn[role=status]');
  const result = (page) => page.locator('.result-head');

  test('a reload shows the same, and nothing is begun twice', () =>
    visit(browser, { member: owner }, async ({ page }) => {
      const before = await runs();
      await begin(page);
      const { pathname } = new URL(page.url());
      await page.reload();
      await page.locator('#live .steps').waitFor();
      assert.equal(new URL(page.url()).pathname, pathname);
      await result(page).waitFor();
      assert.equal(await runs(), before + 1);
    }));

  test('offline: the page says so, and goes on by itself', () =>
    visit(browser, { member: owner }, async ({ page, context, traces }) => {
      await begin(page);
      await context.setOffline(true);
      await away(page).waitFor();
      assert.match(await away(page).innerText(), /Keine Verbindung\. Es geht auf dem Server weiter/);
      await context.setOffline(false);
      await result(page).waitFor();
      assert.deepEqual(traceFaults(traces, { expected: CUT_LOGGED }), []);
    }));

  test('the line is cut: the events go on where they were', () =>
    behindLine(async ({ line, page }) => {
      await begin(page);
      line.cut();
      await result(page).waitFor();
    }));

  test('the service dies and comes back: the page says so, and the run ends', () =>
    visit(browser, { member: owner }, async ({ page }) => {
      await begin(page);
      await service.end('SIGKILL');
      try {
        await away(page).waitFor();
      } finally {
        await service.begin();
      }
      await result(page).waitFor();
    }));

  test('a run that is called off says so', () =>
    visit(browser, { member: owner }, async ({ page, traces }) => {
      await begin(page);
      await page.locator('form[action$="/cancel"] button').click();
      await page.locator('form[action$="/again"] button').waitFor();
      assert.equal(await page.locator('h1').innerText(), 'Angehalten');
      assert.deepEqual(traceFaults(traces), []);
    }));
});
