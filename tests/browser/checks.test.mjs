// The checks themselves: each is shown a page that was broken on purpose in just its way, and has to say so. What passes a sound page
// and a broken one alike would be no check.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { axeFaults } from './support/axe.mjs';
import { launch, withPage } from './support/browser.mjs';
import { contrastFaults } from './support/contrast.mjs';
import { labelFaults, selfContainedFaults, timelineFaults } from './support/dashboard-checks.mjs';
import { makeDashboards } from './support/dashboards.mjs';
import { tabStops, tabTo } from './support/keyboard.mjs';
import { clippedFaults, firstScreenFaults, layoutFaults, outsideFaults, overlapFaults, sidewaysFaults } from './support/layout.mjs';
import { pdfFaults, printableWidth, screenTexts } from './support/paper.mjs';
import { accessible, headingFaults, landmarkFaults, nameFaults, tableFaults } from './support/tree.mjs';

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

const on = (options, work) => withPage(browser, made.pages.find((page) => page.name === 'strained').url, options, work);

/** The faults speak of what was broken. */
const says = (faults, pattern) => assert.match(faults.join('\n'), pattern);

/** Breaks the page by rules of style or by a change of its elements; both also where scripts are switched off. */
const breakPage = (page, how) =>
  typeof how === 'string'
    ? page.evaluate((rules) => {
        document.head.append(Object.assign(document.createElement('style'), { textContent: rules }));
      }, how)
    : page.evaluate(how);

describe('layout', () => {
  for (const [name, check, style, pattern] of [
    ['too wide', sidewaysFaults, '.card{min-width:2000px}', /px wide in a window of 1440 px/],
    ['beyond the edge', clippedFaults, '.top h1{margin-left:-9rem}', /“Maximiliane.*beyond the edge of the page/],
    ['cut off', clippedFaults, '.status{height:4px;overflow:hidden}', /“nicht erwähnt” is cut off by span\.status/],
    ['sticking out', outsideFaults, '.filter label{width:2rem;white-space:nowrap}', /“Offen” sticks out of label/],
    ['sticking out at the foot', outsideFaults, '.glance{height:3rem}', /sticks out of div\.glance/],
    ['one on another', overlapFaults, '.glance h3+.big{margin-top:-1.6rem}', /lies on/],
    ['all of them', layoutFaults, '.when{margin-top:-1.4rem}', /lies on/],
    ['a name in the bar', labelFaults, '.bar text{font-size:3rem}', /M2 is wider than its share/],
    ['the first screen', (page) => firstScreenFaults(page, ['.score .bar']), '.glance{margin-top:50rem}', /\.score \.bar \(1\) ends at/],
    ['nothing there', (page) => firstScreenFaults(page, ['.none']), '', /\.none is not on the page/],
  ]) {
    test(`${name} is found`, () =>
      on({ width: 1440 }, async ({ page }) => {
        await breakPage(page, style);
        says(await check(page), pattern);
      }));
  }
});

describe('contrast and axe', () => {
  test('axe finds pale letters, and what it leaves undecided is not passed over', () =>
    on({}, async ({ page }) => {
      await breakPage(page, '.kicker{color:#bbb}');
      const faults = await axeFaults(page);
      says(faults, /color-contrast violated: .*kicker/);
      says(faults, /color-contrast undecided: text/);
    }));

  test('axe finds a page without a language', () =>
    on({}, async ({ page }) => {
      await breakPage(page, () => document.documentElement.removeAttribute('lang'));
      says(await axeFaults(page), /html-has-lang violated/);
    }));

  for (const [name, style, pattern] of [
    ['on a share of the bar', '.bar text.on-must{fill:#345}', /“M5” \(text\.on-must.*contrast of 1\./],
    ['on the card', '.sign{color:#eee}', /span\.sign.*contrast of 1\./],
    ['half transparent', '.axis text{fill:rgb(0 0 0 / .5)}', /“2025” \(text\.\) has a colour that cannot be judged/],
  ]) {
    test(`pale letters ${name} are found`, () =>
      on({}, async ({ page }) => {
        await breakPage(page, style);
        says(await contrastFaults(page, 'svg text, .sign'), pattern);
      }));
  }
});

describe('keyboard', () => {
  for (const [name, how, pattern] of [
    ['without an outline', ':focus-visible,.filter label{outline:none!important}', /Alle 16: focus cannot be seen/],
    ['out of sight', 'summary{position:absolute;left:-99rem}', /Weitere Kenntnisse \(12\): focus is out of sight/],
    ['covered', 'body::after{content:"";position:fixed;inset:0;background:#fff}', /Kriterien: focus is covered by/],
    ['without a name', () => { document.querySelector('nav a').textContent = ''; }, /a#: has no name/],
  ]) {
    test(`a stop ${name} is found`, () =>
      on({ javaScriptEnabled: false, reducedMotion: 'reduce' }, async ({ page }) => {
        await breakPage(page, how);
        says((await tabStops(page)).flatMap((stop) => stop.faults), pattern);
      }));
  }

  test('what Tab does not reach is found', () =>
    on({}, async ({ page }) => {
      await breakPage(page, () => document.querySelectorAll('.filter input').forEach((input) => { input.tabIndex = -1; }));
      await assert.rejects(tabTo(page, '#show-all', { stops_max: 30 }), /Tab does not reach #show-all/);
    }));

  test('focus that never leaves is found', () =>
    on({}, async ({ page }) => {
      await assert.rejects(tabStops(page, { stops_max: 3 }), /focus does not leave the page/);
    }));
});

describe('screen reader', () => {
  for (const [name, check, how, pattern] of [
    ['no main part', landmarkFaults, () => document.querySelector('main').setAttribute('role', 'group'), /0 landmarks of the kind main/],
    ['navigation without a name', landmarkFaults, () => document.querySelector('nav').removeAttribute('aria-label'), /navigation without a name/],
    ['two of one name', landmarkFaults, () => document.querySelector('#risks').setAttribute('aria-labelledby', 'h-skills'), /two landmarks are called/],
    ['a level left out', headingFaults, () => document.querySelector('.glance h3').setAttribute('aria-level', '5'), /of level 5 below level 2/],
    ['two of the first level', headingFaults, () => document.querySelector('h2').setAttribute('aria-level', '1'), /only that, is of the first level/],
    ['a table without a name', tableFaults, () => document.querySelector('caption').remove(), /table without a name/],
    ['a table without heads', tableFaults, () => document.querySelector('.skills thead').remove(), /has 0 headers of columns/],
    ['a row without a head', tableFaults, () => document.querySelector('.stack tbody th').setAttribute('role', 'cell'), /row without a header/],
    ['a row of other length', tableFaults, () => document.querySelector('.skills td').remove(), /a row of 4 cells/],
    ['a picture without a name', nameFaults, () => { const bar = document.querySelector('.bar'); bar.querySelector('title').remove(); bar.removeAttribute('aria-label'); }, /a image without a name/],
    ['fields without a common name', nameFaults, () => document.querySelector('legend').remove(), /a group without a name/],
  ]) {
    test(`${name}: is found`, () =>
      on({}, async ({ page }) => {
        assert.deepEqual(check(await accessible(page)), [], 'sound before');
        await breakPage(page, how);
        says(check(await accessible(page)), pattern);
      }));
  }

  test('a row of the timeline that is only drawn, or hidden from screen readers, is found', () =>
    on({}, async ({ page }) => {
      const rows = page.locator('.timeline > li');
      await breakPage(page, () => {
        const [first, second] = document.querySelectorAll('.timeline > li');
        first.querySelectorAll('p').forEach((words) => words.remove());
        second.setAttribute('aria-hidden', 'true');
      });
      const faults = timelineFaults(await accessible(page), await rows.allInnerTexts());
      says(faults, /row 1 of the timeline has no words/);
      says(faults, /is not said/);
    }));
});

describe('paper', () => {
  for (const [name, style, limits, pattern] of [
    ['a section that paper loses', '@media print{#skills{display:none}}', {}, /“PostgreSQL” is not on paper/],
    ['what stays folded', '@media print{details::details-content{content-visibility:hidden!important}}', {}, /“Tableau” is not on paper/],
    ['too many pages', '@media print{.card{break-before:page}}', { pages_max: 10 }, /1\d pages, 10 at the most/],
  ]) {
    test(`${name}: is found`, () =>
      on({ viewport: { width: printableWidth(13), height: 1000 } }, async ({ page }) => {
        const texts = await screenTexts(page, { except: 'nav, .filter, .skip' });
        await breakPage(page, style);
        const pdf = join(made.folder, 'broken.pdf');
        writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
        says(pdfFaults(pdf, texts, { pages_max: 99, ...limits }), pattern);
      }));
  }
});

describe('network and scripts', () => {
  test('requests, complaints and exceptions are on record', async () => {
    const file = join(made.folder, 'loud.html');
    writeFileSync(file, '<img src="http://127.0.0.1:9/a.png"><script>console.warn("loud"); throw new Error("thrown")</script>');
    await withPage(browser, pathToFileURL(file).href, {}, async ({ requests, complaints }) => {
      assert.deepEqual(requests, ['http://127.0.0.1:9/a.png']);
      says(complaints, /warning: loud/);
      says(complaints, /exception: thrown/);
    });
  });

  for (const [name, how, pattern] of [
    ['a script', () => document.body.append(document.createElement('script')), /there is a script/],
    ['a handler', () => document.body.setAttribute('onclick', ''), /body has onclick/],
    ['a link that leads out', () => document.querySelector('nav a').setAttribute('href', 'https://example.org/'), /a leads to https:/],
    ['a style from elsewhere', '@import "other.css";', /a style loads something/],
    ['another policy', () => { document.querySelector('meta[http-equiv]').content = "default-src 'self'"; }, /the policy is/],
    ['no policy', () => document.querySelector('meta[http-equiv]').remove(), /the policy is \[\]/],
  ]) {
    test(`${name}: is found`, () =>
      on({}, async ({ page }) => {
        await breakPage(page, how);
        says(await selfContainedFaults(page), pattern);
      }));
  }
});
