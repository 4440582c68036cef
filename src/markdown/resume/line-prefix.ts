/** Replaces leading tabs by the blanks up to the next stop, `column` being where the line begins. */
export function expandTabs(line: string, column = 0): string {
  return line.replace(/^[ \t]+/, (blanks) => {
    let at = column;
    for (const char of blanks) at += char === '\t' ? 4 - (at % 4) : 1;
    return ' '.repeat(at - column);
  });
}

/** The marker that a line begins an item with, and the rest of the line. */
const markerLine = /^( {0,3}(?:[*+-]|\d{1,9}[.)]))([^\n]*)/;

/** A first line that holds markers of lists and nothing else. */
const onlyMarkers = /^ *(?:(?:[*+-]|\d{1,9}[.)])[ \t]*)+(?:\n|$)/;

/**
 * What stands before the content of an item in its first line, and how wide that is to marked; undefined where it is no
 * item, or markers alone: marked has rules of its own for what stands below those.
 */
export function prefixOf(raw: string): { prefix: string; width: number } | undefined {
  if (onlyMarkers.test(raw)) return undefined;
  const [, marker = '', rest = ''] = markerLine.exec(raw) ?? [];
  if (marker === '') return undefined;
  const [blanks = ''] = /^[ \t]*/.exec(rest) ?? [];
  const width = expandTabs(blanks, marker.length).length;
  if (rest.trim() === '' || width > 4 || width < 1) {
    return { prefix: `${marker} `, width: marker.length + 1 };
  }
  return { prefix: marker + blanks, width: marker.length + width };
}

/** What of a line stands behind the mark of a quote; undefined when it has none. */
export function behindMark(line: string): string | undefined {
  const [mark] = /^ {0,3}>/.exec(line) ?? [];
  if (mark === undefined) return undefined;
  const rest = line.slice(mark.length);
  // marked expands tabs that stand next to the mark, and no others.
  return rest.startsWith('\t') ? expandTabs(rest, mark.length).slice(1) : rest.replace(/^ /, '');
}

/** What of the first line of an item stands behind its marker. */
export function behindMarker(line: string, width: number): string | undefined {
  const [, marker, rest = ''] = markerLine.exec(line) ?? [];
  if (marker === undefined) return undefined;
  return expandTabs(rest, marker.length).slice(width - marker.length);
}

/** What of a line of an item stands behind its indent; undefined when it has less. */
export function behindIndent(line: string, width: number): string | undefined {
  const expanded = expandTabs(line);
  return expanded.search(/[^ ]|$/) >= width ? expanded.slice(width) : undefined;
}

/** What a footnote begins with. */
export const noteHead = /^ {0,3}\[\^[^\]]+\]:[ \t]*/;

/** What stands before the content of a footnote in its first line. */
export function prefixOfNote(raw: string): { prefix: string } {
  return { prefix: noteHead.exec(raw)?.[0] ?? '' };
}

/** What of a footnote its blocks are read from. */
export function contentOfNote(raw: string): string {
  const [first = '', ...rest] = raw.replace(noteHead, '').split('\n');
  return [first, ...rest.map((line) => behindNote(line) ?? line)].join('\n');
}

/** What of a line of a footnote stands behind its indent; undefined when it has none, and is not blank. */
export function behindNote(line: string): string | undefined {
  const [indent] = /^(?: {4}| {0,3}\t|[ \t]*$)/.exec(line) ?? [];
  return indent === undefined ? undefined : line.slice(indent.length);
}
