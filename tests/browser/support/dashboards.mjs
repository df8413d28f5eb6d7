// Makes the pages that the tests open, with the product's own program and from invented people. It judges nothing, and it opens no
// browser.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../samples/', import.meta.url));

/** Date of all pages, so that no gap grows while nobody looks. */
const DATE = '2026-01-27';

/** Stations, and further skills, of the CV that strains the page. */
const STATIONS = 24;
const STRAINED_SKILLS = 30;

const example = (...path) => join(ROOT, 'examples', ...path);

/** What the tests make dashboards of. `brand` and `job` may be missing, as they may for the program. */
export const DASHBOARDS = [
  { name: 'de', locale: 'de-CH', cv: example('de', 'lebenslauf.pdf'), job: example('de', 'stellenprofil.docx'), brand: true },
  { name: 'en', locale: 'en', cv: example('en', 'cv.docx'), job: example('en', 'job.pdf'), brand: true },
  { name: 'fr', locale: 'fr-CH', cv: example('fr', 'cv.pdf'), job: example('fr', 'profil.docx'), brand: true },
  { name: 'strained', locale: 'de-CH', text: strained, job: join(SAMPLES, 'job-strained.txt') },
  { name: 'right-to-left', locale: 'fr-FR', cv: join(ROOT, 'measure/src/stress/rtl.txt'), job: example('en', 'job.pdf') },
  { name: 'no-profile', locale: 'en', cv: example('en', 'cv.docx'), brand: true },
];

/**
 * Makes dashboards, each in a folder of its own: those of `names`, or all.
 *
 * @returns {{folder: string, pages: {name: string, language: string, file: string, url: string, hasProfile: boolean}[], remove: () => void}}
 */
export function makeDashboards(names = DASHBOARDS.map((wanted) => wanted.name)) {
  const program = process.env.DOSSIER_PROGRAM;
  if (!program) {
    throw new Error('DOSSIER_PROGRAM must name the program that makes the pages; `cargo xtask browser` sets it');
  }
  const folder = mkdtempSync(join(tmpdir(), 'dossier-browser-'));
  const pages = DASHBOARDS.filter((wanted) => names.includes(wanted.name)).map((wanted) => {
    const file = dashboard(program, folder, wanted);
    const { name, locale, job } = wanted;
    return { name, language: locale, file, url: pathToFileURL(file).href, hasProfile: job !== undefined };
  });
  return { folder, pages, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs the program and finds the one HTML file among what it made. */
function dashboard(program, folder, { name, locale, cv, text, job, brand }) {
  const out = join(folder, name);
  mkdirSync(out);
  let source = cv;
  if (text) {
    source = join(out, 'cv.txt');
    writeFileSync(source, text());
  }
  const args = ['run', source, '--locale', locale, '--date', DATE, '--formats', 'html', '--out', join(out, 'made')];
  if (job) args.push('--job', job);
  if (brand) args.push('--brand', example('brand.toml'));
  // Nothing of the tester's own settings reaches the program.
  execFileSync(program, args, { env: { PATH: process.env.PATH ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const primary = join(out, 'made', 'primary_outputs');
  const found = readdirSync(primary).filter((file) => file.endsWith('.html'));
  if (found.length !== 1) {
    throw new Error(`${name}: one dashboard was expected, there are ${found.length}`);
  }
  return join(primary, found[0]);
}

/** A CV of many stations that overlap and leave gaps, long words, foreign letters and more skills than the page shows at once. */
function strained() {
  const roles = ['Polymechaniker', 'Servicetechniker', 'Elektroinstallateur', 'Anlagenführer', 'Projektleiter'];
  const lines = [
    'Maximiliane-Theodora Freifrau von Hohenfels-Wartensee-Gruber',
    'Leiterin Netzleitstellen- und Betriebsdatenerfassungssysteme',
    '',
    'Nationalität: Schweiz',
    '',
    'Berufserfahrung',
    '',
  ];
  for (let number = 1; number <= STATIONS; number += 1) {
    const year = 2025 - number;
    // Every fifth station runs on beside the next one, every seventh is followed by an empty year.
    const end = number % 5 === 0 ? `11/${year + 1}` : `12/${year}`;
    const start = number % 7 === 0 ? `12/${year}` : `01/${year}`;
    lines.push(
      `${roles[number % roles.length]}, Seeblick Vermögensverwaltungs- und Wasserversorgungsgesellschaft ${number} AG, Hinterwartensee`,
      `${start} – ${number === 1 ? 'heute' : end}`,
      `- Auftrag ${number} im Schichtbetrieb mit Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten begleitet`,
      '- Wartung von Anlagen und Übergabe an den Betrieb in 王小明 und Київ',
      '',
    );
  }
  lines.push('Kenntnisse', '');
  const skills = [
    'Java', 'Kubernetes', 'Angular', 'Python', 'SAP', 'Scrum', 'PostgreSQL', 'Docker', 'Git', 'Linux', 'Excel', 'React', 'TypeScript',
    'Spring Boot', 'Kafka', 'Terraform', 'Jenkins', 'Oracle', 'Jira', 'Confluence', 'Ansible', 'PHP', 'C#', 'Go', 'Rust', 'Scala',
    'AutoCAD', 'Photoshop', 'Power BI', 'Tableau',
  ];
  lines.push(`- ${skills.slice(0).join(', ')}`, '');
  lines.push('Sprachen', '', '- Deutsch: Muttersprache', '- Französisch: B1', '');
  return lines.join('\n');
}
