import { folded } from './find-text.ts';

/** Where words stand in what is shown of an element, across the elements inside a line. */
export function findRanges(root: Element, query: string, most = Infinity): Range[] {
  const words = folded(query).trim();
  const ranges: Range[] = [];
  if (words === '') return ranges;
  for (const run of runsIn(root)) {
    const text = folded(run.map(({ data }) => data).join(''));
    let at = text.indexOf(words);
    for (; at !== -1 && ranges.length < most; at = text.indexOf(words, at + words.length))
      ranges.push(rangeIn(run, at, at + words.length));
  }
  return ranges;
}

/** The text nodes of an element that stand in one block each time. */
function runsIn(root: Element): Text[][] {
  const runs: Text[][] = [];
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let block: Element | null = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!(node instanceof Text) || !parent || parent.closest('[data-chrome], script, style'))
      continue;
    const own = parent.closest(blocks);
    if (own === block) runs.at(-1)?.push(node);
    else runs.push([node]);
    block = own;
  }
  return runs;
}

const blocks =
  'p,li,h1,h2,h3,h4,h5,h6,td,th,dt,dd,pre,summary,div,blockquote,article,section,figcaption,.rv-line';

function rangeIn(run: readonly Text[], start: number, end: number): Range {
  const range = new Range();
  let at = 0;
  for (const node of run) {
    const next = at + node.length;
    if (start >= at && start < next) range.setStart(node, start - at);
    if (end > at && end <= next) range.setEnd(node, end - at);
    at = next;
  }
  return range;
}
