// Pictures of the service's pages, light and dark, in each width: for people to look at. It checks nothing.
//
// node web-pictures.mjs FOLDER [PAGE..]

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, show } from './support/browser.mjs';
import { Member, Service } from './support/service.mjs';
import { visit } from './support/visit.mjs';
import { makeThings, PAGES, WEB_WIDTHS } from './support/web.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('node web-pictures.mjs FOLDER [PAGE..]');
mkdirSync(folder, { recursive: true });
const browser = await launch();
const service = await Service.start();
try {
  const owner = await Member.owner(service);
  const things = await makeThings(owner);
  for (const { name, at, as } of PAGES) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    await visit(browser, { member: as === 'nobody' ? undefined : owner, url: service.url }, async ({ page }) => {
      await page.goto(at(things), { waitUntil: 'networkidle' });
      for (const width of WEB_WIDTHS) {
        for (const colorScheme of ['light', 'dark']) {
          await show(page, { width, colorScheme });
          await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        }
      }
    });
  }
} finally {
  await browser.close();
  await service.remove();
}
