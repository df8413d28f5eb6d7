// Pictures of every page that the tests open, in all widths, light and dark, and on paper: for people to look at. It checks nothing.
//
// node pictures.mjs FOLDER [PAGE..]

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, WIDTHS, withPage } from './support/browser.mjs';
import { makeDashboards } from './support/dashboards.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('node pictures.mjs FOLDER [PAGE..]');
mkdirSync(folder, { recursive: true });
const { pages, remove } = makeDashboards(wanted.length === 0 ? undefined : wanted);
const browser = await launch();
try {
  for (const { name, url } of pages) {
    for (const width of WIDTHS) {
      for (const colorScheme of ['light', 'dark']) {
        await withPage(browser, url, { width, colorScheme }, ({ page }) =>
          page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true }),
        );
      }
    }
    await withPage(browser, url, {}, ({ page }) => page.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true }));
  }
} finally {
  await browser.close();
  remove();
}
