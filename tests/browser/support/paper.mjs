// A page on paper: what a print dialogue would make of it. Reads the PDF with poppler's programs, which the rest of the suite needs too.

import { execFileSync } from 'node:child_process';

const A4_MM = 210;
const MM_PER_INCH = 25.4;
const PX_PER_INCH = 96;

/** Width in CSS pixels between the margins of an A4 page. */
export const printableWidth = (margin_mm) => Math.floor(((A4_MM - 2 * margin_mm) / MM_PER_INCH) * PX_PER_INCH);

/** Compared without spaces, since a line may break anywhere, and without what marks a hyphen that a break put there. */
const bare = (text) => text.normalize('NFKC').replace(/[\s\u00ad]+/gu, '');

/**
 * Texts that can be read on the screen, but not those below `except`. What is folded away counts, since paper cannot be unfolded.
 */
export function screenTexts(page, { except }) {
  return page.evaluate((except) => {
    const out = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (element.closest('.hidden, title, style') || element.closest(except)) continue;
      if (element.checkVisibility() || element.closest('details')) out.push(walker.currentNode.data);
    }
    return out;
  }, except);
}

/**
 * Texts that a PDF has lost, and pages beyond what is sensible.
 *
 * Letters that run from right to left are left to the eye: a PDF has them in another order.
 */
export function pdfFaults(pdf, texts, { pages_max }) {
  const faults = [];
  const pages = Number(/^Pages:\s+(\d+)/m.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1] ?? 0);
  if (pages < 1 || pages > pages_max) faults.push(`${pages} pages, ${pages_max} at the most were expected`);
  const printed = bare(execFileSync('pdftotext', ['-raw', '-nopgbrk', pdf, '-'], { encoding: 'utf8' }));
  const isRightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
  for (const text of new Set(texts.map(bare))) {
    if (!isRightToLeft.test(text) && !printed.includes(text)) faults.push(`“${text}” is not on paper`);
  }
  return faults;
}
