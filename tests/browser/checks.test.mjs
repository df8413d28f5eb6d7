// The checks themselves: each is shown a page that was broken on purpose in just its way, and has to say so. What passes a sound page
// and a broken one alike would be no check.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { axeFaults } from './support/axe.mjs';
import { inWindows, launch, PAGES_AT_ONCE, show, WIDTHS, withPage } from './support/browser.mjs';
import { contrastFaults } from './support/contrast.mjs';
import { labelFaults, selfContainedFaults, timelineFaults } from './support/dashboard-checks.mjs';
import { makeDashboards } from './support/dashboards.mjs';
import { tabStops, tabTo } from './support/keyboard.mjs';
import { clippedFaults, firstScreenFaults, layoutFaults, outsideFaults, overlapFaults, sidewaysFaults } from './support/layout.mjs';
import { pdfFaults, printableWidth, screenTexts } from './support/paper.mjs';
import { accessible, headingFaults, landmarkFaults, nameFaults, tableFaults } from './support/tree.mjs';

/** The page that is broken: it has everything that the checks look at. */
const SAMPLE = 'strained';

let browser;
let made;
before(async () => {
  made = makeDashboards([SAMPLE]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  made?.remove();
});

const on = (options, work) => withPage(browser, made.pages[0].url, options, work);

/** The faults speak of what was broken. */
const says = (faults, pattern) => assert.match(faults.join('\n'), pattern);

/** Breaks the page by rules of style or by a change of its elements; both also where scripts are switched off. */
const breakPage = (page, how) =>
  typeof how === 'string'
    ? page.evaluate((rules) => {
        document.head.append(Object.assign(document.createElement('style'), { textContent: rules }));
      }, how)
    : page.evaluate(how);

describe('layout', { concurrency: PAGES_AT_ONCE }, () => {
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

describe('what is no fault', { concurrency: PAGES_AT_ONCE }, () => {
  for (const [name, style] of [
    ['a box that scrolls', '.top{width:12rem;overflow:auto;white-space:nowrap}'],
    ['an ellipsis', '.top h1{width:6rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}'],
  ]) {
    test(`${name} cuts nothing off`, () =>
      on({ width: 1440 }, async ({ page }) => {
        await breakPage(page, style);
        assert.deepEqual(await clippedFaults(page), []);
      }));
  }

  test('what sticks to the window covers, but not with a ground of its own', () =>
    on({ width: 1440 }, async ({ page }) => {
      await breakPage(page, () => {
        const title = document.querySelector('.top h1');
        const copy = title.cloneNode(true);
        const { left, top } = title.getBoundingClientRect();
        Object.assign(copy.style, { position: 'fixed', left: `${left}px`, top: `${top}px`, margin: 0, background: 'none' });
        copy.className = 'stuck';
        document.body.append(copy);
      });
      says(await overlapFaults(page), /lies on/);
      await page.evaluate(() => { document.querySelector('.stuck').style.background = '#fff'; });
      assert.deepEqual(await overlapFaults(page), []);
    }));
});

describe('windows', { concurrency: PAGES_AT_ONCE }, () => {
  /** Where everything lies, in which colour, what somebody has done with it, and what a screen reader gets. */
  const seen = async (page) => ({
    boxes: await page.evaluate(() =>
      [...document.querySelectorAll('body, body *')].map((element) => {
        const { left, top, width, height } = element.getBoundingClientRect();
        const { color, backgroundColor, fill } = getComputedStyle(element);
        return [element.localName, left, top, width, height, color, backgroundColor, fill].join(' ');
      }),
    ),
    used: await page.evaluate(() => ({
      scrolled: [scrollX, scrollY],
      focused: document.activeElement.localName,
      hovered: document.querySelectorAll(':hover').length,
      chosen: [...document.querySelectorAll(':checked')].map((input) => input.id),
    })),
    nodes: (await accessible(page)).map(({ role, name }) => `${role} ${name}`),
  });

  for (const colorScheme of ['light', 'dark']) {
    test(`a page that is put into another window is what is opened there, ${colorScheme}`, () =>
      on({ width: WIDTHS.at(-1), colorScheme: colorScheme === 'dark' ? 'light' : 'dark' }, async ({ page }) => {
        for (const width of WIDTHS) {
          await page.evaluate(() => scrollTo({ top: document.body.scrollHeight, behavior: 'instant' }));
          await show(page, { width, colorScheme });
          const opened = await on({ width, colorScheme }, (other) => seen(other.page));
          assert.ok(opened.boxes.length > 500 && opened.nodes.length > 500, 'there is something to compare');
          assert.deepEqual(await seen(page), opened, `${width} px`);
        }
      }));
  }

  test('a page that was used before is as good as new', async () => {
    // A context that no other test asks for, so that the second call gets the page of the first; and an address with a fragment, to which
    // a browser that is there already would only scroll.
    const kept = { timezoneId: 'Europe/Zurich' };
    const again = (options, work) => withPage(browser, `${made.pages[0].url}#none`, options, work);
    let heard = 0;
    const used = await again({ ...kept, width: 320, colorScheme: 'dark', reducedMotion: 'reduce', forcedColors: 'active' }, async ({ page }) => {
      page.on('console', () => { heard += 1; });
      await breakPage(page, '.card{min-width:2000px}');
      await page.check('#show-should', { force: true });
      await page.keyboard.press('Tab');
      await page.evaluate(() => {
        scrollTo({ top: document.body.scrollHeight, behavior: 'instant' });
        console.warn('heard once');
      });
      await page.emulateMedia({ media: 'print' });
      return page;
    });
    const fresh = await again({ timezoneId: 'Europe/Paris' }, ({ page }) => seen(page));
    await again(kept, async ({ page, requests, complaints }) => {
      assert.ok(page === used, 'it is the same page');
      assert.deepEqual(await seen(page), fresh);
      assert.deepEqual([requests, complaints], [[], []]);
      await Promise.all([page.waitForEvent('console'), page.evaluate(() => console.warn('heard anew'))]);
      assert.deepEqual([complaints, heard], [['warning: heard anew'], 1]);
    });
  });

  test('after a fault a page is not used again', async () => {
    const kept = { timezoneId: 'Europe/Vienna' };
    let broken;
    const fault = async ({ page }) => {
      broken = page;
      throw new Error('a fault');
    };
    await assert.rejects(on(kept, fault), /a fault/);
    assert.equal(broken.isClosed(), true);
    await on(kept, async ({ page }) => assert.ok(page !== broken));
  });

  test('faults are said with the window that has them', () =>
    on({}, async ({ page }) => {
      await breakPage(page, '@media (max-width:400px) and (prefers-color-scheme:dark){.card{min-width:2000px}}');
      const shown = [{ width: 320, colorScheme: 'light' }, { width: 360, colorScheme: 'dark' }, { width: 1440 }];
      const faults = await inWindows(page, shown, sidewaysFaults);
      assert.equal(faults.length, 1);
      says(faults, /^360 px, dark: the page is/);
    }));
});

describe('contrast and axe', { concurrency: PAGES_AT_ONCE }, () => {
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

describe('keyboard', { concurrency: PAGES_AT_ONCE }, () => {
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

describe('screen reader', { concurrency: PAGES_AT_ONCE }, () => {
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

describe('paper', { concurrency: PAGES_AT_ONCE }, () => {
  for (const [name, style, limits, pattern] of [
    ['a section that paper loses', '@media print{#skills{display:none}}', {}, /“PostgreSQL” is not on paper/],
    ['what stays folded', '@media print{details::details-content{content-visibility:hidden!important}}', {}, /“Tableau” is not on paper/],
    ['too many pages', '@media print{.card{break-before:page}}', { pages_max: 10 }, /1\d pages, 10 at the most/],
  ]) {
    test(`${name}: is found`, () =>
      on({ viewport: { width: printableWidth(13), height: 1000 } }, async ({ page }) => {
        const texts = await screenTexts(page, { except: 'nav, .filter, .skip' });
        await breakPage(page, style);
        const pdf = join(made.folder, `${name}.pdf`);
        writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true }));
        says(pdfFaults(pdf, texts, { pages_max: 99, ...limits }), pattern);
      }));
  }
});

describe('network and scripts', { concurrency: PAGES_AT_ONCE }, () => {
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
