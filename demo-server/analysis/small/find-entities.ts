import type { Entity, EntityLabel } from '../analyst.ts';
import { findNames } from './find-names.ts';
import type { Reading, Span } from './wink.ts';

const labels: Readonly<Record<string, EntityLabel>> = {
  DATE: 'date',
  TIME: 'time',
  MONEY: 'money',
  PERCENT: 'percent',
  EMAIL: 'email',
  URL: 'url',
};
/** Amounts whose currency stands before them, which wink takes for plain numbers. */
const amount = /[€$£¥]\s?\d[\d.,]*\d?(?:\s(?:thousand|million|billion|trillion)\b)?/g;

/** Finds names and figures in an English text, in the order of their places; none overlaps another. */
export function findEntities(text: string, reading: Reading): Entity[] {
  const amounts = [...text.matchAll(amount)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    label: 'money' as const,
  }));
  const figures = reading.figures.flatMap(({ start, end, type }) => {
    const label = labels[type];
    return label === undefined ? [] : [{ ...trimmed(text, { start, end }), label }];
  });
  const kept: (Span & { readonly label: EntityLabel })[] = [];
  for (const found of [...amounts, ...figures, ...findNames(text, reading)]) {
    if (!kept.some(({ start, end }) => found.start < end && start < found.end)) kept.push(found);
  }
  return kept
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, label }) => ({ text: text.slice(start, end), label, start, end }));
}

/** Without what ends a sentence: wink gives an address the full stop behind it. */
function trimmed(text: string, { start, end }: Span): Span {
  const words = text.slice(start, end);
  return { start, end: start + words.replace(/[.,;:!?]+$/, '').length };
}
