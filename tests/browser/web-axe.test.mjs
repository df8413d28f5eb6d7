// Every page of the service, in every width, light and dark: nothing cut off, nothing that axe finds, nothing inline, nothing in the
// console; and no page that is not in the list.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { axeFaults } from './support/axe.mjs';
import { inWindows, launch, PAGES_AT_ONCE } from './support/browser.mjs';
import { contrastFaults } from './support/contrast.mjs';
import { layoutFaults } from './support/layout.mjs';
import { Member, Service } from './support/service.mjs';
import { traceFaults, visit } from './support/visit.mjs';
import { makeThings, PAGES, ROUTES_WITHOUT_PAGE, routesOfSource, WEB_WIDTHS } from './support/web.mjs';

let browser;
let service;
let owner;
let things;
before(async () => {
  browser = await launch();
  service = await Service.start();
  owner = await Member.owner(service);
  things = await makeThings(owner);
});
after(async () => {
  await browser?.close();
  await service?.remove();
});

/** Everything that the policy would refuse, were it on the page; and a policy that would not. */
const inlineFaults = (page) =>
  page.evaluate(() => {
    const shown = (element) => `${element.localName}${element.id && `#${element.id}`}`;
    const faults = [...document.querySelectorAll('script:not([src]), style, [style]')].map((element) => `${shown(element)} is inline`);
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || /^\s*javascript:/i.test(value)) faults.push(`${shown(element)} has ${name}`);
      }
    }
    return faults;
  });

const policyFaults = (policy = '') =>
  ["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
    .filter((rule) => !policy.split(/;\s*/).includes(rule))
    .map((rule) => `the policy has no ${rule}`);

/** Nothing is passed over because it is folded away. */
const unfold = (page) => page.evaluate(() => { document.querySelectorAll('main details').forEach((fold) => { fold.open = true; }); });

/** What sticks to the window lies at its place, so that axe sees what is beneath it. By a sheet of the script, which no policy refuses. */
const unstick = (page) =>
  page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.go, .bulk, .nav { position: static !important }');
    document.adoptedStyleSheets.push(sheet);
  });

/** Signs that are no letters, and tabs that are scrolled: axe gives up on them, and their contrast is measured. */
const SIGNS = '.rv-entry .btn.quiet, .card > header > form .btn.quiet';
const MEASURED = `.tabs a, ${SIGNS}`;

/**
 * What axe leaves open. Cells of wide tables lie out of sight in narrow windows only; in the widest one axe judges them. Buttons with a
 * sign have no words that their name could leave out, and empty cells are empty on purpose.
 */
const UNDECIDED = {
  'color-contrast': `${MEASURED}, .wide-table *, .matrix *, .rv-source *`,
  'label-content-name-mismatch': SIGNS,
  'th-has-data-cells': 'table',
};

/** What is wrong for people who see little or hear the page. */
const accessFaults = async (page, rules) => [
  ...(await axeFaults(page, { undecided: UNDECIDED, rules })),
  ...(await contrastFaults(page, MEASURED)),
];

/** Rules that colours decide; the others say the same in the dark. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** A refusal that is the page itself is told by the browser, too. */
const told = (status) => new RegExp(`^error: Failed to load resource: the server responded with a status of ${status} `);

describe('the list', () => {
  test('has every page of the program', () => {
    const routes = routesOfSource();
    assert.ok(routes.length > 30, `${routes.length} routes were found`);
    const listed = [...PAGES.map(({ route }) => route).filter(Boolean), ...ROUTES_WITHOUT_PAGE];
    assert.deepEqual([...new Set(listed)].sort(), [...new Set(routes)].sort());
  });
});

describe('pages', { concurrency: PAGES_AT_ONCE }, () => {
  for (const { name, at, as, status = 200 } of PAGES) {
    test(name, () =>
      visit(browser, { member: as === 'nobody' ? undefined : owner, url: service.url, reducedMotion: 'reduce' }, async ({ page, traces }) => {
        const answer = await page.goto(at(things), { waitUntil: 'load' });
        assert.equal(answer.status(), status);
        assert.deepEqual(policyFaults(answer.headers()['content-security-policy']), []);
        assert.match(answer.headers()['cache-control'], /no-store/);
        assert.match(await page.locator('html').getAttribute('lang'), /^de/);
        assert.deepEqual(await inlineFaults(page), []);
        const light = WEB_WIDTHS.map((width) => ({ width, colorScheme: 'light' }));
        const faults = await inWindows(page, light, layoutFaults);
        await unfold(page);
        faults.push(...(await inWindows(page, light, layoutFaults)));
        await unstick(page);
        faults.push(...(await inWindows(page, light, (shown) => accessFaults(shown))));
        const dark = WEB_WIDTHS.map((width) => ({ width, colorScheme: 'dark' }));
        faults.push(...(await inWindows(page, dark, (shown) => accessFaults(shown, OF_COLOURS))));
        assert.deepEqual([...new Set(faults)], []);
        assert.deepEqual(traceFaults(traces, { expected: status === 200 ? undefined : told(status) }), []);
      }));
  }
});

describe('pages in other languages', { concurrency: PAGES_AT_ONCE }, () => {
  for (const locale of ['en-GB', 'fr-CH']) {
    test(`nothing is cut off, ${locale}`, () =>
      visit(browser, { member: owner, locale }, async ({ page, traces }) => {
        const faults = [];
        for (const { name, at, as } of PAGES) {
          if (as === 'nobody') continue;
          await page.goto(at(things));
          assert.equal((await page.locator('html').getAttribute('lang')).slice(0, 2), locale.slice(0, 2));
          const found = await inWindows(page, [{ width: 360 }, { width: 768 }], layoutFaults);
          faults.push(...found.map((fault) => `${name}: ${fault}`));
        }
        assert.deepEqual(faults, []);
        assert.deepEqual(traceFaults(traces, { expected: told(404) }), []);
      }));
  }
});

describe('checks', () => {
  test('inline style and script, a weaker policy, a name in the title are found', () =>
    visit(browser, { url: service.url }, async ({ page, traces }) => {
      await page.goto('/login');
      await page.evaluate(() => {
        document.querySelector('h1').setAttribute('style', 'color:red');
        document.querySelector('h1').setAttribute('onclick', '');
      });
      assert.deepEqual(await inlineFaults(page), ['h1 is inline', 'h1 has onclick']);
      assert.match(traceFaults(traces).join(), /the console says .*style/);
      assert.deepEqual(policyFaults("default-src 'self'").length, 6);
      const seen = { addresses: ['http://x/?q=%C3%96zt%C3%BCrk'], referrers: [], titles: ['Annalena'], complaints: [] };
      assert.equal(traceFaults(seen).length, 2);
    }));

  test('a route that is not listed is found', () => {
    assert.ok(routesOfSource().includes('/runs/{run}/papers/{revision}/{slug}'));
  });
});
