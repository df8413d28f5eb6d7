// From the drop to the client's pack, as somebody does it: in three languages, with and without a review, counted; how far the page
// moves by itself, what the first page weighs, and the review by keyboard alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch, PAGES_AT_ONCE } from './support/browser.mjs';
import { tabTo } from './support/keyboard.mjs';
import { CASES, Member, PASSWORD, Service } from './support/service.mjs';
import { Hand, traceFaults, visit } from './support/visit.mjs';
import { fileOf, pickOf, slowCv } from './support/web.mjs';
import { unzip } from './support/zip.mjs';

/** Actions from the drop to the client's pack, at the most. */
const ACTIONS_MAX = 6;

/** How far a page may move by itself: what is called good is 0.1. */
const SHIFT_MAX = 0.05;

/** What the first page may weigh with all that it loads, in bytes as they come over the network. */
const FIRST_PAGE_BYTES_MAX = 60_000;

/** Browsers of the three languages, and what the button for the client's pack says. */
const LANGUAGES = [
  { language: 'de', locale: 'de-CH', pack: /Kundenpaket laden/ },
  { language: 'en', locale: 'en-GB', pack: /client pack/i },
  { language: 'fr', locale: 'fr-CH', pack: /client/i },
];

let browser;
let service;
let owner;
before(async () => {
  browser = await launch();
  service = await Service.start();
});
after(async () => {
  await browser?.close();
  await service?.remove();
});

/** Where the pack for the client is: the one button of the result that stands out. */
const packButton = (page) => page.locator('.result-head a.btn.first');

/** Loads what a button leads to and takes it apart. */
async function load(page, click) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return unzip(readFileSync(await download.path()));
}

/** What a pack for the client is: papers that open, and nothing that only the desk may see. */
function packFaults(entries) {
  const faults = [];
  const names = [...entries.keys()];
  const magic = { docx: 'PK', pdf: '%PDF' };
  for (const [ending, begins] of Object.entries(magic)) {
    const found = names.filter((name) => name.endsWith(`.${ending}`));
    if (found.length < 2) faults.push(`${found.length} files are ${ending}; CV and offer were asked for`);
    for (const name of found) {
      if (!entries.get(name).toString('latin1', 0, 8).startsWith(begins)) faults.push(`${name} does not begin like ${ending}`);
    }
  }
  const inner = names.filter((name) => /feedback|matchmaking|dashboard|record|\.json$/i.test(name));
  return [...faults, ...inner.map((name) => `${name} is not for the client`)];
}

describe('the way in', () => {
  test('the link of the set-up makes the first owner, and its secret does not stay in the address', async () => {
    const link = await service.setUpLink();
    await visit(browser, { url: service.url }, async ({ page, context, traces }) => {
      await page.goto(link);
      assert.equal(new URL(page.url()).hash, '');
      assert.equal(await page.locator('#secret').inputValue(), new URL(link).hash.slice(1));
      assert.equal(await page.locator('#secret').isVisible(), false);
      for (const [field, text] of [['team', 'Büro Zürich'], ['name', 'Rosa Kestenmair'], ['email', 'rosa@example.org']]) {
        await page.locator(`#${field}`).fill(text);
      }
      await page.locator('#password').fill(PASSWORD);
      await page.locator('main form button').click();
      await page.waitForURL(`${service.url}/**`);
      await page.locator('form#start').waitFor();
      const session = (await context.cookies()).find(({ name }) => name === 'dossier-session');
      assert.ok(session?.httpOnly && session.sameSite === 'Lax', 'the session is in a strict cookie');
      owner = new Member(service, `${session.name}=${session.value}`);
      assert.deepEqual(traceFaults(traces), []);
    });
  });
});

describe('from the drop to the pack', { concurrency: PAGES_AT_ONCE }, () => {
  for (const { language, locale, pack } of LANGUAGES) {
    const { cv, job } = CASES[language];

    test(`${language}: without a stop`, () =>
      visit(browser, { member: owner, locale }, async ({ page, traces }) => {
        const hand = new Hand(page);
        await page.goto('/');
        assert.equal((await page.locator('html').getAttribute('lang')).slice(0, 2), language);
        await hand.drop('the CV', page.locator('[data-zone="cv"] .drop'), [cv]);
        await page.locator('[data-zone="cv"] .files li').waitFor();
        await hand.drop('the profile', page.locator('[data-zone="job"] .drop'), [job]);
        await page.locator('[data-zone="job"] .files li').waitFor();
        await hand.click('begin', page.locator('.go button'));
        await packButton(page).waitFor();
        assert.match(await packButton(page).innerText(), pack);
        assert.match(new URL(page.url()).pathname, /^\/runs\/[0-9a-f-]{36}$/);
        assert.deepEqual(packFaults(await load(page, () => hand.click('load the pack', packButton(page)))), []);
        assert.ok(hand.actions.length <= ACTIONS_MAX, hand.actions.join(', '));
        assert.deepEqual(traceFaults(traces), []);
        assert.equal(traces.downloads.length, 1);
        assert.match(traces.downloads[0].headers['cache-control'], /no-store/);
      }));

    test(`${language}: with a review that this browser has asked for once`, () =>
      visit(browser, { member: owner, locale }, async ({ page, traces }) => {
        const hand = new Hand(page);
        // What was ticked with an earlier run is remembered.
        await page.goto('/');
        await page.locator('#cv').setInputFiles(cv);
        await page.locator('details.fold:has([name=review]) > summary').click();
        await page.locator('[name=review]').check();
        await page.locator('.go button').click();
        await page.locator('a.btn.first[href$="/review"]').waitFor();

        await page.goto('/');
        assert.equal(await page.locator('[name=review]').isChecked(), true);
        await hand.drop('the CV', page.locator('[data-zone="cv"] .drop'), [cv]);
        await hand.drop('the profile', page.locator('[data-zone="job"] .drop'), [job]);
        await page.locator('[data-zone="job"] .files li').waitFor();
        await hand.click('begin', page.locator('.go button'));
        await hand.click('review', page.locator('a.btn.first[href$="/review"]'));
        assert.ok((await page.locator('.rv-field').count()) > 10, 'there are fields to review');
        await hand.click('finish', page.locator('.page-head .btn.first'));
        await packButton(page).waitFor();
        assert.deepEqual(packFaults(await load(page, () => hand.click('load the pack', packButton(page)))), []);
        assert.ok(hand.actions.length <= ACTIONS_MAX, hand.actions.join(', '));
        assert.deepEqual(traceFaults(traces), []);
      }));
  }
});

/** Down to the end of the page, until everything that loads late has loaded and is drawn. */
async function toTheEnd(page) {
  await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
}

describe('what stays in its place', { concurrency: PAGES_AT_ONCE }, () => {
  for (const width of [360, 1440]) {
    test(`start, progress, review and result, ${width} px`, () =>
      visit(browser, { member: owner, width }, async ({ page, traces }) => {
        const hand = new Hand(page);
        await page.goto('/');
        await hand.drop('the CV', page.locator('[data-zone="cv"] .drop'), [CASES.de.cv]);
        await hand.drop('the profile', page.locator('[data-zone="job"] .drop'), [CASES.de.job]);
        await page.locator('[data-zone="job"] .files li').waitFor();
        await hand.click('begin', page.locator('.go button'));
        await packButton(page).waitFor();
        const { pathname } = new URL(page.url());
        for (const path of [pathname, `${pathname}/review`, `${pathname}/review?view=text`, '/']) {
          await page.goto(path);
          await toTheEnd(page);
        }
        await page.locator('#cv').setInputFiles(pickOf(slowCv()));
        await page.locator('.go button').click();
        await page.locator('#live .steps .now').waitFor();
        await packButton(page).waitFor();
        await toTheEnd(page);
        assert.deepEqual(traceFaults(traces), []);
        const wide = [...traces.shifts].filter(([, shift]) => shift >= SHIFT_MAX);
        assert.deepEqual(wide, [], traces.moved.join('\n'));
      }));
  }

  test('a page that moves is found', () =>
    visit(browser, { member: owner }, async ({ page, traces }) => {
      await page.goto('/');
      await page.evaluate(
        () =>
          new Promise((done) => {
            new PerformanceObserver(done).observe({ type: 'layout-shift', buffered: true });
            requestAnimationFrame(() => requestAnimationFrame(() => {
              const wedge = document.createElement('div');
              Object.assign(wedge.style, { height: '400px' });
              document.querySelector('main').prepend(wedge);
            }));
          }),
      );
      await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }));
      const [shift] = traces.shifts.values();
      assert.ok(shift >= SHIFT_MAX, String(shift));
    }));
});

describe('the first page', () => {
  for (const [name, as] of [['the start', () => owner], ['the login', () => undefined]]) {
    test(`${name} weighs ${FIRST_PAGE_BYTES_MAX} bytes at the most`, (t) =>
      visit(browser, { member: as(), url: service.url }, async ({ page, context }) => {
        const network = await context.newCDPSession(page);
        let bytes = 0;
        let loaded = 0;
        network.on('Network.loadingFinished', ({ encodedDataLength }) => {
          bytes += encodedDataLength;
          loaded += 1;
        });
        await network.send('Network.enable');
        await network.send('Network.setCacheDisabled', { cacheDisabled: true });
        const answer = await page.goto('/', { waitUntil: 'networkidle' });
        const { requestStart, responseStart } = answer.request().timing();
        t.diagnostic(`${name}: ${bytes} bytes in ${loaded} answers, first byte after ${(responseStart - requestStart).toFixed(1)} ms`);
        assert.ok(loaded >= 3, 'the page, its style and its script were counted');
        assert.ok(bytes <= FIRST_PAGE_BYTES_MAX, `${bytes} bytes`);
      }));
  }
});

describe('the review by keyboard', () => {
  test('a doubtful field is found, changed, saved and changed back', async () => {
    const { runs } = await owner.begin({ cvs: [fileOf(CASES.de.cv)], job: fileOf(CASES.de.job), options: { review: true } });
    await owner.atRest(runs[0]);
    const record = async () => (await owner.json('GET', `/runs/${runs[0]}/records/cv`)).body;
    const untouched = JSON.stringify(await record());
    await visit(browser, { member: owner }, async ({ page, traces }) => {
      await page.goto(`/runs/${runs[0]}/review`);
      const doubtful = '.rv-field.doubtful [name=value]';
      await tabTo(page, doubtful);
      const field = page.locator('.rv-field.doubtful').first();
      const id = await field.getAttribute('id');
      const typed = await page.evaluate(() => document.activeElement.value);
      assert.equal(await page.evaluate(() => document.activeElement.closest('form').id), id, 'doubtful fields come first');

      // Escape takes back what was typed, and nothing is sent.
      await page.keyboard.type('x');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator(`#${id} [name=value]`).inputValue(), typed);
      await page.keyboard.press('Enter');
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type('von Hand');
      await page.keyboard.press('Enter');
      await page.locator(`#${id} .badge.met`).waitFor();
      assert.notEqual(JSON.stringify(await record()), untouched);
      assert.match(JSON.stringify(await record()), /von Hand/);

      // The arrows go on from field to field.
      await page.keyboard.press('ArrowDown');
      const next = await page.evaluate(() => document.activeElement.closest('.rv-field').id);
      assert.notEqual(next, id);

      await tabTo(page, 'form[action$="/review/undo"] .btn:not(.quiet)', { key: 'Shift+Tab', stops_max: 60 });
      await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
      await page.waitForURL((url) => url.searchParams.has('undone'));
      assert.doesNotMatch(JSON.stringify(await record()), /von Hand/);
      assert.deepEqual(traceFaults(traces), []);
    });
  });
});
