// Two users of two teams at the same time: neither sees anything of the other, whatever address is opened or form is sent.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch } from './support/browser.mjs';
import { CASES, Member, Service } from './support/service.mjs';
import { traceFaults, visit } from './support/visit.mjs';
import { logIn, makeThings, PAGES } from './support/web.mjs';

let browser;
let service;
let one;
let other;
let things;
before(async () => {
  browser = await launch();
  service = await Service.start();
  one = await Member.owner(service);
  things = await makeThings(one);
  // The owner of another team, who belongs to no other.
  const admin = await one.invite('admin', 'Bruno Vautravers', 'bruno@example.org');
  const { id } = await admin.json('POST', '/teams', { name: 'Atelier Jura' });
  const moved = await admin.ask('POST', '/session/team', { team: id });
  const session = moved.headers.getSetCookie().find((line) => line.startsWith('dossier-session='));
  other = new Member(service, session ? session.split(';')[0] : admin.cookie);
  const me = await other.json('GET', '/me');
  await one.ask('DELETE', `/members/${me.user.id}`);
});
after(async () => {
  await browser?.close();
  await service?.remove();
});

/** Pages of a thing that the first team has, by its id. */
const OF_A_THING = PAGES.filter(({ route, as }) => route?.includes('{') && as !== 'nobody');

/** Every file that a page of the first team leads to. */
const filesOf = (page) =>
  page.evaluate(() => [...document.querySelectorAll('a[href^="/api/"], img[src^="/api/"], image[href^="/api/"]')].map(
    (element) => element.getAttribute('href') ?? element.getAttribute('src'),
  ));

describe('two teams at once', () => {
  test('each does its work, and neither sees the other', async () => {
    const work = (member, language) =>
      visit(browser, { member }, async ({ page, traces }) => {
        await page.goto('/');
        await page.locator('#cv').setInputFiles(CASES[language].cv);
        await page.locator('#job').setInputFiles(CASES[language].job);
        await page.locator('.go button').click();
        await page.locator('.result-head').waitFor();
        const { pathname } = new URL(page.url());
        const files = await filesOf(page);
        await page.goto('/runs');
        return { pathname, files, list: await page.locator('main').innerText(), faults: traceFaults(traces) };
      });
    const [first, second] = await Promise.all([work(one, 'de'), work(other, 'fr')]);
    assert.deepEqual([first.faults, second.faults], [[], []]);
    assert.match(first.list, /Zurbriggen/);
    assert.doesNotMatch(first.list, /Charri/);
    assert.match(second.list, /Charri/);
    assert.doesNotMatch(second.list, /Zurbriggen|Okonkwo/);
    assert.ok(first.files.length > 3 && second.files.length > 3);

    const looks = (member, { pathname, files }) =>
      visit(browser, { member }, async ({ page }) => {
        const seen = [];
        for (const path of [pathname, `${pathname}/review`, ...files]) {
          const answer = await page.request.get(path, { maxRedirects: 0 });
          if (answer.status() !== 404) seen.push(`${answer.status()} ${path}`);
        }
        return seen;
      });
    assert.deepEqual(await Promise.all([looks(one, second), looks(other, first)]), [[], []]);
    assert.deepEqual(await looks(one, first), [first.pathname, `${first.pathname}/review`, ...first.files].map((path) => `200 ${path}`));
  });

  test('every page of a thing of the other team is one that does not exist', () =>
    visit(browser, { member: other }, async ({ page }) => {
      assert.ok(OF_A_THING.length > 15);
      const answers = [];
      for (const { name, at } of OF_A_THING) {
        const answer = await page.request.get(at(things), { maxRedirects: 0 });
        const text = await answer.text();
        if (answer.status() !== 404 || /Zurbriggen|Musterwesen|Java/.test(text)) answers.push(`${name}: ${answer.status()}`);
      }
      assert.deepEqual(answers, []);
    }));

  test('forms for things of the other team are refused, and nothing happens', () =>
    visit(browser, { member: other }, async ({ page }) => {
      await page.goto('/');
      const before = JSON.stringify(await one.json('GET', `/runs/${things.run}`));
      const forms = [
        [`/runs/${things.run}/cancel`, {}],
        [`/runs/${things.run}/again`, {}],
        [`/runs/${things.run}/review/finish`, {}],
        [`/runs/${things.run}/comments`, { text: 'x' }],
        [`/runs/${things.run}/revisions`, { locale: 'fr-CH', look: 'classic', pack: 'full' }],
        [`/runs/${things.run}/current`, { revision: things.first }],
        [`/clients/${things.client}`, { name: 'x', seen: '1' }],
        [`/persons/${things.person}/holds`, { reason: 'x' }],
        [`/team/webhooks/${things.webhook}/delete`, {}],
      ];
      const taken = [];
      for (const [path, form] of forms) {
        const answer = await page.request.post(path, { form, maxRedirects: 0, headers: { Origin: service.url } });
        if (![403, 404].includes(answer.status())) taken.push(`${answer.status()} ${path}`);
      }
      assert.deepEqual(taken, []);
      assert.equal(JSON.stringify(await one.json('GET', `/runs/${things.run}`)), before);
    }));

  test('who may only read is shown no way to change, and is refused at the door', async () => {
    await one.invite('viewer', 'Viktor Szabó', 'viktor@example.org');
    await visit(browser, { url: service.url }, async ({ page }) => {
      await logIn(page, service.url, 'viktor@example.org');
      assert.equal(await page.locator('form#start').count(), 0);
      await page.goto(`/runs/${things.run}/review`);
      assert.equal(await page.locator('.rv-save, .page-head .btn.first').count(), 0);
      assert.ok((await page.locator('.rv-field [readonly]').count()) > 10);
      for (const path of ['/team/webhooks', '/team/audit', '/operator']) {
        const answer = await page.goto(path);
        assert.ok([403, 404].includes(answer.status()), `${path}: ${answer.status()}`);
      }
    });
  });
});
