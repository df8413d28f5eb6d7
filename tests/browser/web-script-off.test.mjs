// The main flow where scripts are switched off: every step is a form or a link, and the same comes out of it.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { launch, PAGES_AT_ONCE } from './support/browser.mjs';
import { CASES, Member, PASSWORD, Service } from './support/service.mjs';
import { traceFaults, visit } from './support/visit.mjs';
import { pickOf, slowCv } from './support/web.mjs';
import { unzip } from './support/zip.mjs';

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

const off = { javaScriptEnabled: false };

describe('without script', { concurrency: PAGES_AT_ONCE }, () => {
  test('from the login to the pack, with a review', () =>
    visit(browser, { url: service.url, ...off }, async ({ page, traces }) => {
      await page.goto('/runs');
      assert.equal(new URL(page.url()).pathname, '/login', 'who has not logged in is sent there');
      await page.locator('#email').fill('rosa@example.org');
      await page.locator('#password').fill(PASSWORD);
      await page.locator('main form button').click();
      await page.waitForURL('**/runs');

      await page.goto('/');
      await page.locator('#cv').setInputFiles(CASES.de.cv);
      await page.locator('#job').setInputFiles(CASES.de.job);
      await page.locator('details:has([name=review]) > summary').click();
      await page.locator('[name=review]').press('Space');
      assert.equal(await page.locator('[name=review]').isChecked(), true);
      await page.locator('.go button').click();
      // The page refreshes itself until there is something to do.
      await page.locator('a.btn.first[href$="/review"]').click();

      const field = page.locator('.rv-field').filter({ has: page.locator('[value="basics/phone"]') });
      await field.locator('[name=value]').fill('+41 31 000 00 00');
      await field.locator('.rv-save').click();
      assert.equal(await field.locator('[name=value]').inputValue(), '+41 31 000 00 00');
      await page.locator('form[action$="/review/undo"] .btn:not(.quiet)').click();
      await page.waitForURL((url) => url.searchParams.has('undone'));
      assert.notEqual(await field.locator('[name=value]').inputValue(), '+41 31 000 00 00');
      await page.locator('.page-head .btn.first').click();

      const pack = page.locator('.result-head a.btn.first');
      await pack.waitFor();
      const [download] = await Promise.all([page.waitForEvent('download'), pack.click()]);
      const names = [...unzip(readFileSync(await download.path())).keys()];
      assert.ok(names.some((name) => name.endsWith('.docx')) && names.some((name) => name.endsWith('.pdf')), names.join());
      assert.match(traces.downloads[0].headers['cache-control'], /no-store/);
      const { titles, ...others } = traces;
      assert.deepEqual(traceFaults({ ...others, titles: [...titles, await page.title()] }), []);
    }));

  test('progress refreshes itself', () =>
    visit(browser, { member: owner, ...off }, async ({ page }) => {
      await page.goto('/');
      await page.locator('#cv').setInputFiles(pickOf(slowCv()));
      await page.locator('.go button').click();
      await page.locator('.steps').waitFor();
      assert.equal(await page.locator('noscript meta[http-equiv=refresh], meta[http-equiv=refresh]').count(), 1);
      await page.locator('.result-head').waitFor();
    }));

  test('a wrong form comes back with what was typed and where it is wrong', () =>
    visit(browser, { member: owner, ...off }, async ({ page }) => {
      await page.goto('/');
      await page.locator('[name=pack][value=anonymous]').check();
      await page.locator('#anonymous').fill('K-0417');
      await page.locator('.go button').click();
      await page.locator('#told [role=alert]').waitFor();
      assert.equal(await page.locator('#anonymous').inputValue(), 'K-0417');
      assert.ok(await page.locator('#cv-fault').isVisible(), 'the fault stands beside the CV');
      assert.equal(await page.locator('#cv').getAttribute('aria-describedby'), 'cv-hint cv-fault');
    }));
});
