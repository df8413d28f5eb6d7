// What holds of a dashboard and of no other page. Checks of any page stand beside this file.

import { wordsOf } from './tree.mjs';

/** The policy that the page carries: nothing from anywhere, but its own styles and the pictures inside it. */
export const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Names of criteria in the score's bar that stand beyond their share or touch a neighbour. */
export function labelFaults(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('.bar text[class^="on-"]')]
      .filter((text) => text.checkVisibility())
      .filter((text) => {
        const share = text.previousElementSibling.getBoundingClientRect();
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return left < share.left || right > share.right || top < share.top || bottom > share.bottom;
      })
      .map((text) => `${text.textContent} is wider than its share of the bar`),
  );
}

/** What could load, run or send something, and a policy that is missing or not the one above. */
export function selfContainedFaults(page) {
  return page.evaluate((policy) => {
    const faults = [];
    const said = [...document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]')].map((meta) => meta.content);
    if (said.length !== 1 || said[0] !== policy) faults.push(`the policy is ${JSON.stringify(said)}`);
    if (document.querySelector('meta[http-equiv] ~ title') === null) faults.push('the policy does not come before the title');
    for (const element of document.querySelectorAll('script, link, iframe, object, embed, form, base, audio, video, source')) {
      faults.push(`there is a ${element.localName}`);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const { name, value } of element.attributes) {
        const isLink = ['src', 'srcset', 'href', 'xlink:href', 'poster', 'action', 'formaction', 'data'].includes(name);
        if (name.startsWith('on')) faults.push(`${element.localName} has ${name}`);
        if (isLink && !/^(#|data:image\/)/.test(value)) faults.push(`${element.localName} leads to ${value}`);
      }
    }
    for (const style of document.querySelectorAll('style')) {
      if (/@import|url\(/.test(style.textContent)) faults.push('a style loads something');
    }
    return faults;
  }, POLICY);
}

/** Rows of the timeline, as they can be read, that a screen reader does not get in words; drawings alone would be nothing to it. */
export function timelineFaults(tree, rows) {
  const bare = (text) => text.replace(/\s+/g, '');
  const said = tree.filter((node) => node.role === 'listitem').map((node) => bare(wordsOf(tree, node)));
  const faults = rows.filter((row) => !bare(row)).map((_, at) => `row ${at + 1} of the timeline has no words`);
  for (const row of rows) if (!said.includes(bare(row))) faults.push(`“${row.slice(0, 60)}” is not said`);
  return faults;
}
