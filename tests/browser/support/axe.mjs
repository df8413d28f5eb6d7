// axe-core on a page: the rules of WCAG 2.2 to level AA and axe's own good practice. What axe cannot decide counts as a fault too, unless
// the test names it, so that nothing is skipped unseen.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/**
 * What axe finds wrong, as sentences that name the rule and the element.
 *
 * `undecided` has a selector of elements a rule, such as `{'color-contrast': 'svg text'}`: what axe leaves open there, another check
 * has to decide. `rules` names the only ones to be looked at, where a page was judged by all of them before, in other colours.
 */
export async function axeFaults(page, { undecided = {}, rules } = {}) {
  // As an expression and not as a script element, which the page's policy would refuse. Once a page is enough.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`${SOURCE}; undefined`);
  return page.evaluate(
    async ({ tags, undecided, rules }) => {
      const run = await globalThis.axe.run(document, {
        ...(rules
          ? { runOnly: { type: 'rule', values: rules } }
          : { runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } }),
        resultTypes: ['violations', 'incomplete'],
      });
      const said = (rule, node, word) =>
        `${rule.id} ${word}: ${node.target.join(' ')}: ${(node.failureSummary ?? rule.help).replace(/\s+/g, ' ')}`;
      const violations = run.violations.flatMap((rule) => rule.nodes.map((node) => said(rule, node, 'violated')));
      const open = run.incomplete.flatMap((rule) =>
        rule.nodes
          .filter((node) => !(undecided[rule.id] && document.querySelector(node.target.at(-1))?.matches(undecided[rule.id])))
          .map((node) => said(rule, node, 'undecided')),
      );
      return [...violations, ...open];
    },
    { tags: TAGS, undecided, rules },
  );
}
