// The dashboard as people meet it: on every width, light and dark, on paper, by keyboard without script, through a screen reader, and
// without network.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { axeFaults } from './support/axe.mjs';
import { inWindows, launch, PAGES_AT_ONCE, WIDTHS, withPage } from './support/browser.mjs';
import { contrastFaults } from './support/contrast.mjs';
import { DASHBOARDS, makeDashboards } from './support/dashboards.mjs';
import { tabStops, tabTo } from './support/keyboard.mjs';
import { firstScreenFaults, layoutFaults, widenText } from './support/layout.mjs';
import { labelFaults, POLICY, selfContainedFaults, timelineFaults } from './support/dashboard-checks.mjs';
import { pdfFaults, printableWidth, screenTexts } from './support/paper.mjs';
import { accessible, treeFaults, wordsOf } from './support/tree.mjs';

/** Where the layout changes, on both sides, and screens between those of the other tests. */
const BETWEEN = [640, 641, 735, 736, 959, 960, 1280, 1599, 1600, 2560];

/** Letters in drawings and signs that are no letters: axe cannot tell what lies beneath them. */
const UNDECIDED = 'svg text, .sign';

/** Pages of the printed dashboard at the most: of ordinary people, and of one with two dozen stations and sixteen criteria. */
const PAGES_MAX = { strained: 12, other: 6 };

/** What leads around the page; paper does without. */
const ON_SCREEN_ONLY = 'nav, .filter, .skip';

/** Margins of the printed page to its sides. */
const MARGIN_MM = 13;

const SCHEMES = ['light', 'dark'];

const windows = (widths) => widths.map((width) => ({ width }));

let browser;
let made;
before(async () => {
  made = makeDashboards();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  made?.remove();
});

const addressOf = (name) => made.pages.find((page) => page.name === name).url;
const on = (name, options, work) => withPage(browser, addressOf(name), options, work);
const none = (faults) => assert.deepEqual(faults, []);

for (const { name, locale, job } of DASHBOARDS) {
  describe(`dashboard ${name}`, { concurrency: PAGES_AT_ONCE }, () => {
    test('all widths: nothing is cut off, outside, on top of another or beyond the edge', () =>
      on(name, {}, async ({ page }) => {
        none(await inWindows(page, windows(WIDTHS), async () => [...(await layoutFaults(page)), ...(await labelFaults(page))]));
        await widenText(page);
        none(await inWindows(page, windows(WIDTHS), layoutFaults));
      }));

    test('light and dark: WCAG 2.2 AA by axe, and contrast where axe is undecided', () =>
      on(name, {}, async ({ page }) => {
        const shown = SCHEMES.flatMap((colorScheme) => [320, 1440].map((width) => ({ width, colorScheme })));
        none(
          await inWindows(page, shown, async () => [
            ...(await axeFaults(page, { undecided: { 'color-contrast': UNDECIDED } })),
            ...(await contrastFaults(page, UNDECIDED)),
          ]),
        );
      }));

    test('paper: all words are there, in a sensible number of pages', () =>
      on(name, { viewport: { width: printableWidth(MARGIN_MM), height: 1000 }, colorScheme: 'dark' }, async ({ page }) => {
        const texts = await screenTexts(page, { except: ON_SCREEN_ONLY });
        if (job) await page.check('#show-should', { force: true });
        await page.emulateMedia({ media: 'print' });
        none(await layoutFaults(page));
        assert.equal(await page.locator(ON_SCREEN_ONLY).locator('visible=true').count(), 0, 'what is of no use on paper is left out');
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
        if (job) {
          assert.equal(await page.locator('.decision').isVisible(), true, 'paper has room for the decision');
          const rows = page.locator('.criteria tbody tr');
          assert.equal(await rows.locator('visible=true').count(), await rows.count(), 'a filter takes no row from paper');
        }
        const pdf = join(made.folder, `${name}.pdf`);
        writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
        none(pdfFaults(pdf, texts, { pages_max: PAGES_MAX[name] ?? PAGES_MAX.other }));
      }));

    test('keyboard: every stop is named, outlined and in sight, without script', () =>
      on(name, { javaScriptEnabled: false, reducedMotion: 'reduce' }, async ({ page }) => {
        const stops = await tabStops(page);
        none(stops.flatMap((stop) => stop.faults));
        assert.equal(await page.evaluate(() => document.querySelector('.skip').getBoundingClientRect().bottom < 0), true);
        assert.deepEqual(stops[0].tag, 'a', 'the first stop leads past the navigation');
        const links = await page.locator('nav a').count();
        assert.equal(stops.filter((stop) => stop.tag === 'a').length >= links + 1, true);
        assert.equal(stops.filter((stop) => stop.tag === 'input').length, job ? 1 : 0, 'the filter is one stop');
        assert.equal(stops.filter((stop) => stop.tag === 'summary').length, await page.locator('summary').count());
      }));

    test('screen reader: landmarks, headings, tables and the timeline say what the eye sees', () =>
      on(name, {}, async ({ page }) => {
        none(
          await inWindows(page, windows([320, 768, 1440]), async () => {
            const tree = await accessible(page);
            return [...treeFaults(tree), ...timelineFaults(tree, await page.locator('.timeline > li').allInnerTexts())];
          }),
        );
        assert.equal(await page.getAttribute('html', 'lang'), locale);
      }));

    test('no network, no script, no complaint, and a policy that forbids them', async () => {
      for (const options of [{ colorScheme: 'light' }, { colorScheme: 'dark', width: 320 }]) {
        await on(name, options, async ({ page, requests, complaints }) => {
          await page.emulateMedia({ media: 'print' });
          none(requests);
          none(complaints);
          none(await selfContainedFaults(page));
        });
      }
    });
  });
}

describe('dashboard with a profile', { concurrency: PAGES_AT_ONCE }, () => {
  for (const name of DASHBOARDS.filter((page) => page.job).map((page) => page.name)) {
    test(`${name}: the first screen of a laptop has suggestion, musts, knock-outs and score`, () =>
      on(name, { width: 1440 }, async ({ page }) => {
        none(await firstScreenFaults(page, ['.glance > div', '.score .number', '.score .bar', '.score .sum']));
        assert.equal(await page.locator('.glance > div').count(), 3);
      }));

    test(`${name}: the filter works by keyboard without script, and shows as many rows as it says`, () =>
      on(name, { javaScriptEnabled: false, reducedMotion: 'reduce' }, async ({ page }) => {
        await tabTo(page, '#show-all');
        const seen = page.locator('.criteria tbody tr').locator('visible=true');
        const all = await page.locator('.criteria tbody tr').count();
        const choices = await page.locator('.filter input:enabled').evaluateAll((inputs) =>
          inputs.map((input) => ({ id: input.id, count: Number(input.parentElement.querySelector('span').textContent) })),
        );
        assert.ok(choices.length > 2, 'there is something to choose');
        for (const { id, count } of choices) {
          assert.equal(await page.evaluate(() => document.activeElement.id), id);
          assert.equal(await page.isChecked(`#${id}`), true);
          assert.equal(await seen.count(), count, `${id} shows what it says`);
          if (id === 'show-all') assert.equal(count, all);
          await page.keyboard.press('ArrowRight');
        }
        assert.equal(await page.isChecked('#show-all'), true, 'the arrow leads round');
      }));
  }
});

describe('dashboard that is strained', { concurrency: PAGES_AT_ONCE }, () => {
  const name = 'strained';

  test('the layout holds between the usual screens', () =>
    on(name, {}, async ({ page }) => none(await inWindows(page, windows(BETWEEN), layoutFaults))));

  test('letters twice as large break nothing', () =>
    on(name, { width: 1440 }, async ({ page }) => {
      await page.addStyleTag({ content: 'html{font-size:200%!important}' });
      none(await layoutFaults(page));
    }));

  test('further skills open by keyboard without script', () =>
    on(name, { javaScriptEnabled: false, reducedMotion: 'reduce' }, async ({ page }) => {
      const further = page.locator('details .skills tbody tr');
      assert.ok((await further.count()) > 0, 'the sample has more skills than are shown');
      assert.equal(await further.first().isVisible(), false);
      await tabTo(page, 'summary');
      await page.keyboard.press('Enter');
      assert.equal(await further.last().isVisible(), true);
      none(await layoutFaults(page));
    }));

  test('the way past the navigation works by keyboard', () =>
    on(name, { javaScriptEnabled: false, reducedMotion: 'reduce' }, async ({ page }) => {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'content');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null), true);
    }));

  test('gaps and overlaps are said in words', () =>
    on(name, {}, async ({ page }) => {
      const tree = await accessible(page);
      const items = tree.filter((node) => node.role === 'listitem').map((node) => wordsOf(tree, node));
      for (const [kind, word] of [['gap', 'Lücke'], ['overlap', 'Überschneidung']]) {
        const drawn = await page.locator(`.timeline .line-${kind}`).count();
        assert.ok(drawn > 0, `the sample has a ${kind}`);
        assert.equal(items.filter((text) => text.startsWith(word)).length, drawn, `${word} in words`);
      }
    }));
});

describe('dashboard and what a reader has set', { concurrency: PAGES_AT_ONCE }, () => {
  test('dark is dark, and light is light', async () => {
    for (const [colorScheme, ground, letters] of [['light', 'rgb(243, 244, 246)', 'light'], ['dark', 'rgb(18, 21, 24)', 'dark']]) {
      await on('de', { colorScheme }, async ({ page }) => {
        assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme), letters);
      });
    }
  });

  test('motion only where nobody asked for less', async () => {
    for (const [reducedMotion, behaviour] of [['no-preference', 'smooth'], ['reduce', 'auto']]) {
      await on('de', { reducedMotion }, async ({ page }) => {
        assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).scrollBehavior), behaviour);
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
        const moving = await page.evaluate(
          () => [...document.querySelectorAll('*')].filter((element) => parseFloat(getComputedStyle(element).transitionDuration) > 0).length,
        );
        assert.equal(moving, 0, 'nothing fades or slides');
      });
    }
  });

  test('forced colours keep every share of the score apart', () =>
    on('de', { forcedColors: 'active' }, async ({ page }) => {
      none(await contrastFaults(page, '.bar text, .axis text'));
      const edges = await page.locator('.seg').evaluateAll((all) => all.map((one) => getComputedStyle(one).stroke));
      assert.ok(edges.length > 1 && edges.every((edge) => edge !== 'none'), `edges of shares: ${edges}`);
    }));

  test('the policy holds: a script, a picture and a style from elsewhere are refused', () =>
    on('de', {}, async ({ page, complaints }) => {
      const failures = [];
      page.on('requestfailed', (request) => failures.push(request.failure().errorText));
      assert.equal(await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', 'content'), POLICY);
      const ran = await page.evaluate(async () => {
        const add = (name, attributes) => {
          const element = Object.assign(document.createElement(name), attributes);
          document.head.append(element);
          return new Promise((done) => {
            element.addEventListener('error', () => done());
            element.addEventListener('load', () => done());
            setTimeout(done, 2000);
          });
        };
        await Promise.all([
          add('img', { src: 'http://127.0.0.1:9/picture.png' }),
          add('link', { rel: 'stylesheet', href: 'http://127.0.0.1:9/style.css' }),
          add('script', { src: 'http://127.0.0.1:9/script.js' }),
        ]);
        document.head.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = true' }));
        return globalThis.ran === true;
      });
      assert.equal(ran, false, 'a script in the page ran');
      const refused = complaints.filter((text) => text.includes('Content Security Policy'));
      assert.ok(refused.length >= 4, `refused: ${complaints.join('\n')}`);
      assert.deepEqual(failures, ['csp', 'csp', 'csp'], 'refused before anything is sent');
    }));
});
