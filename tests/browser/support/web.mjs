// The pages of the service: all their addresses in one place, a team that has one of everything for them to show, and how a browser
// opens them. What is right or wrong with a page is not said here.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CASES, example, PASSWORD } from './service.mjs';

const PAGES_SOURCE = fileURLToPath(new URL('../../../crates/server/src/pages/', import.meta.url));

/** Widths of the pages in CSS pixels: a telephone, a tablet, a laptop. */
export const WEB_WIDTHS = [360, 768, 1440];

/** A file as the API takes it. */
export const fileOf = (path) => ({ name: basename(path), bytes: readFileSync(path) });

/** A file as Playwright takes it for an input. */
export const pickOf = ({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

/** Stations of a CV that takes the program some seconds. */
const SLOW_STATIONS = 200;

/** A CV of so many stations that its run can be watched. */
export function slowCv(stations = SLOW_STATIONS) {
  const lines = ['Theodora Musterfrau-Hohenfels', '', 'Berufserfahrung', ''];
  for (let number = 0; number < stations; number += 1) {
    const year = 2000 + (number % 24);
    lines.push(
      `Projektleiterin, Seeblick Wasserversorgung Nummer ${number} AG, Bern`,
      `0${1 + (number % 9)}/${year} – 0${1 + (number % 9)}/${year + 1}`,
      `- Auftrag ${number} im Schichtbetrieb begleitet, mit Java, Kubernetes und SAP`,
      '',
    );
  }
  lines.push('Kenntnisse', '', '- Java, Kubernetes', '');
  return { name: 'lebenslauf-lang.txt', bytes: Buffer.from(lines.join('\n')) };
}

/** Waits until `ask` gives something; asks again as soon as it has an answer, without counting time. */
async function until(ask, what) {
  const limit = AbortSignal.timeout(60_000);
  while (!limit.aborted) {
    const found = await ask();
    if (found) return found;
  }
  throw new Error(`${what} does not come`);
}

/** One of everything in the owner's team, as ids by the names that addresses have for them. */
export async function makeThings(owner) {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  const { de, en } = CASES;
  const begin = async (wish) => (await owner.begin(wish)).runs[0];

  for (const [kind, path] of [['logo', example('logo.png')], ['brand', example('brand.toml')]]) {
    const form = new FormData();
    form.append('about', JSON.stringify({ kind, name: basename(path), is_default: kind === 'brand' }));
    form.append('file', new Blob([readFileSync(path)]), basename(path));
    await owner.ask('POST', '/files', form);
  }
  const client = (await owner.json('POST', '/clients', { name: 'Bundesamt für Musterwesen und Wasserwirtschaft' })).id;

  // First, because a hold keeps the person later.
  const gone = await begin({ cvs: [fileOf(en.cv)] });
  await owner.atRest(gone);
  const erasure = (await owner.json('DELETE', `/runs/${gone}`)).id;
  await until(async () => (await owner.json('GET', `/erasures/${erasure}`)).state === 'done', 'the end of an erasure');

  const run = await begin({ cvs: [fileOf(de.cv)], job: fileOf(de.job), options: { client } });
  const told = await owner.atRest(run);
  const { person, current_revision: first } = told.run;
  const profile = (await owner.json('POST', '/profiles', { run, client })).id;
  const other = await begin({ cvs: [fileOf(en.cv)], options: { profile: { id: profile }, client } });
  await owner.atRest(other);

  const record = await owner.ask('GET', `/runs/${run}/records/cv`);
  const edits = [{ op: 'set', field: 'basics/phone', value: '+41 31 000 00 00' }];
  await owner.ask('PATCH', `/runs/${run}/records/cv`, { edits }, { 'If-Match': record.headers.get('etag') });
  const criterion = (await owner.json('GET', `/runs/${run}/records/match`)).body.criteria[0].id;
  await owner.ask('POST', `/runs/${run}/decisions`, { criterion, verdict: 'met', reason: 'Am Telefon bestätigt.' });
  await owner.ask('POST', `/runs/${run}/revisions`, {});
  const revision = (await owner.atRest(run)).run.current_revision;

  await owner.ask('POST', `/runs/${run}/comments`, { text: 'Bitte vor dem Versand das Pensum klären.' });
  const shared = await owner.json('POST', `/runs/${run}/shares`, { what: { pack: 'client' }, expires_at: tomorrow });
  const submission = await owner.json('POST', `/runs/${run}/submissions`, { person, client });
  const consent = { scope: 'named-pack', clients: [client], evidence: 'Mail vom 12. Januar' };
  await owner.ask('POST', `/persons/${person}/consents`, consent);
  await owner.ask('POST', `/persons/${person}/holds`, { reason: 'Rückfrage der Kundschaft' });

  const review = await begin({ cvs: [fileOf(de.cv)], job: fileOf(de.job), options: { review: true } });
  const failed = await begin({ cvs: [{ name: 'defekt.pdf', bytes: Buffer.from('%PDF-1.4 broken') }] });
  const batch = await owner.begin({ cvs: [fileOf(de.cv), fileOf(en.cv)], job: fileOf(de.job) });
  for (const id of [review, failed, ...batch.runs]) await owner.atRest(id);

  const webhook = (await owner.json('POST', '/webhooks', { url: 'http://127.0.0.1:9/hook', events: ['run.failed'] })).webhook.id;
  await owner.ask('POST', '/tokens', { name: 'Lohnsystem', scopes: ['read'], days: 90 });
  const invitation = await owner.json('POST', '/invitations', { role: 'editor', email: 'eva@example.org' });
  const { items } = await owner.json('GET', `/runs/${run}/revisions/${revision}/documents`);
  const paper = items.find((document) => document.slug.endsWith('.docx'));

  return {
    run, first, revision, slug: paper.slug, other, review, failed, batch: batch.runs[0], person, profile, client, erasure, webhook,
    submission: submission.submission.id, share: shared.share.id, secret: shared.secret, invitation: invitation.secret,
  };
}

/** What a look at a page tells that nobody may see outside of it: names, addresses and numbers of the invented candidates. */
export const PERSONAL = [
  'Zurbriggen', 'Öztürk', 'Annalena', 'Okonkwo', 'Desmond', 'Charrière', 'Maëlys', 'Cœurdevey', 'Musterfrau', 'Hohenfels',
];

/**
 * All pages: `name`, the `route` as the program's source writes it, the address `at` of what a team has, and, for what only a form
 * shows, what is `done` there. `as` is `nobody` for pages without a login; `status` is said where it is not 200.
 */
export const PAGES = [
  { name: 'start', route: '/', at: () => '/' },
  { name: 'run-review', route: '/runs/{run}', at: (it) => `/runs/${it.review}` },
  { name: 'run-failed', route: '/runs/{run}', at: (it) => `/runs/${it.failed}` },
  { name: 'result', route: '/runs/{run}', at: (it) => `/runs/${it.run}` },
  { name: 'result-plain', route: '/runs/{run}', at: (it) => `/runs/${it.other}` },
  { name: 'batch', route: '/runs/{run}/batch', at: (it) => `/runs/${it.batch}/batch` },
  { name: 'review', route: '/runs/{run}/review', at: (it) => `/runs/${it.run}/review` },
  { name: 'review-text', route: '/runs/{run}/review', at: (it) => `/runs/${it.run}/review?view=text&order=document` },
  { name: 'review-job', route: '/runs/{run}/review', at: (it) => `/runs/${it.run}/review?tab=job` },
  { name: 'review-criteria', route: '/runs/{run}/review', at: (it) => `/runs/${it.run}/review?tab=criteria` },
  { name: 'review-texts', route: '/runs/{run}/review', at: (it) => `/runs/${it.run}/review?tab=texts` },
  { name: 'paper', route: '/runs/{run}/papers/{revision}/{slug}', at: (it) => `/runs/${it.run}/papers/${it.revision}/${it.slug}` },
  { name: 'mail', route: '/runs/{run}/mail', at: (it) => `/runs/${it.run}/mail` },
  { name: 'visits', route: '/runs/{run}/shares/{share}', at: (it) => `/runs/${it.run}/shares/${it.share}` },
  { name: 'compare', route: '/runs/{run}/compare', at: (it) => `/runs/${it.run}/compare?from=${it.first}&to=${it.revision}` },
  { name: 'erase-run', route: '/runs/{run}/erase', at: (it) => `/runs/${it.other}/erase` },
  { name: 'runs', route: '/runs', at: () => '/runs' },
  { name: 'runs-none', route: '/runs', at: () => '/runs?state=cancelled' },
  { name: 'profiles', route: '/profiles', at: () => '/profiles' },
  { name: 'profile', route: '/profiles/{profile}', at: (it) => `/profiles/${it.profile}` },
  { name: 'profile-new', route: '/profiles/new', at: () => '/profiles/new' },
  { name: 'clients', route: '/clients', at: () => '/clients' },
  { name: 'client', route: '/clients/{client}', at: (it) => `/clients/${it.client}` },
  { name: 'persons', route: '/persons', at: () => '/persons' },
  { name: 'person', route: '/persons/{person}', at: (it) => `/persons/${it.person}` },
  { name: 'erase-person', route: '/persons/{person}/erase', at: (it) => `/persons/${it.person}/erase` },
  { name: 'erasures', route: '/erasures', at: () => '/erasures' },
  { name: 'erasure', route: '/erasures/{erasure}', at: (it) => `/erasures/${it.erasure}` },
  { name: 'retention', route: '/retention', at: () => '/retention' },
  { name: 'team', route: '/team', at: () => '/team' },
  { name: 'members', route: '/team/members', at: () => '/team/members' },
  { name: 'brand', route: '/team/brand', at: () => '/team/brand' },
  { name: 'library', route: '/team/library', at: () => '/team/library' },
  { name: 'rates', route: '/team/rates', at: () => '/team/rates' },
  { name: 'team-retention', route: '/team/retention', at: () => '/team/retention' },
  { name: 'tokens', route: '/team/tokens', at: () => '/team/tokens' },
  { name: 'webhooks', route: '/team/webhooks', at: () => '/team/webhooks' },
  { name: 'webhook', route: '/team/webhooks/{id}', at: (it) => `/team/webhooks/${it.webhook}` },
  { name: 'audit', route: '/team/audit', at: () => '/team/audit' },
  { name: 'account', route: '/account', at: () => '/account' },
  { name: 'operator', route: '/operator', at: () => '/operator' },
  { name: 'login', route: '/login', at: () => '/login', as: 'nobody' },
  { name: 'reset', route: '/reset', at: () => '/reset#a-secret', as: 'nobody' },
  { name: 'invitation', route: '/invitations/{secret}', at: (it) => `/invitations/${it.invitation}`, as: 'nobody' },
  { name: 'share', route: '/s/{secret}', at: (it) => `/s/${it.secret}`, as: 'nobody' },
  { name: 'not-found', route: null, at: () => '/nowhere', status: 404 },
];

/** Routes that a browser comes to by a form only, or that lead on to another page; `GET` shows nothing of their own. */
export const ROUTES_WITHOUT_PAGE = ['/persons/find', '/runs/search', '/runs/download', '/setup'];

/** Every route for `GET` that the program's pages have, as their source writes them. */
export function routesOfSource() {
  const sources = readdirSync(PAGES_SOURCE, { recursive: true }).filter((path) => path.endsWith('.rs'));
  const texts = sources.map((path) => readFileSync(join(PAGES_SOURCE, path), 'utf8'));
  return texts.flatMap((text) => [...text.matchAll(/\.route\(\s*"([^"]+)",\s*get\(/g)].map(([, route]) => route));
}

/** Comes in at the login as a person does. */
export async function logIn(page, url, email) {
  await page.goto(`${url}/login`);
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main form button').click();
  await page.waitForURL(`${url}/`);
}
