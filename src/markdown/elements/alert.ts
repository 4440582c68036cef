import type { AlertKind } from './markdown-labels.ts';
import type { Token } from '../syntax/marked.ts';

/** A quote that GitHub shows as an alert. */
export interface Alert {
  readonly kind: AlertKind;
  /** The content without the marker. */
  readonly tokens: readonly Token[];
}

const marker = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*(?:\n|$)/i;

/** Recognises `> [!NOTE]` and its kin by the first line of a quote. */
export function alertOf(tokens: readonly Token[]): Alert | undefined {
  const [first, ...rest] = tokens;
  const [text, ...inline] = first?.type === 'paragraph' ? (first.tokens ?? []) : [];
  if (first === undefined || text?.type !== 'text') return undefined;
  const [whole, name] = marker.exec(text.raw) ?? [];
  if (whole === undefined || name === undefined) return undefined;
  if (inline[0]?.type === 'br') inline.shift();
  else if (inline.length > 0 && whole === text.raw && !whole.endsWith('\n')) return undefined;
  const remaining = text.raw.slice(whole.length);
  const tokensLeft: Token[] = [{ type: 'text', raw: remaining, text: remaining }, ...inline];
  const paragraph: Token = { ...first, type: 'paragraph', tokens: tokensLeft };
  const isEmpty = remaining === '' && inline.length === 0;
  return { kind: name.toLowerCase() as AlertKind, tokens: isEmpty ? rest : [paragraph, ...rest] };
}
