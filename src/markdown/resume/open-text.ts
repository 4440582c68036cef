import type { Token } from '../syntax/marked.ts';
import { flatten } from './flat-tokens.ts';
import { type MarkRules, OpenMarks } from './open-marks.ts';
import type { Bridge } from './text-bridge.ts';
import type { TextRules } from './text-rules.ts';

/** What is known of the text before a border. */
export interface OpenText {
  /** How much text there is. */
  readonly length: number;
  readonly marks: OpenMarks;
  /**
   * What the run of plain text that the border is in holds: marked decodes the numeric references of a
   * run at once, and where there is one it escapes every `&` that begins none.
   */
  readonly references: 'none' | 'ampersand' | 'decoded';
  /** The text from the first mark of an extension on that none has read so far. */
  readonly own: string;
  /** What text behind it is read with. */
  readonly bridge: Bridge;
  /** Whether it ends in what may be the front of a mail address. */
  readonly isInWord: boolean;
}

/** What is known of text of which nothing is known. */
export const noText = { references: 'none', bridge: '', isInWord: false } as const;

/** Nothing stands before a text. */
export function nothingOpen(rules: MarkRules): OpenText {
  return { ...noText, length: 0, marks: new OpenMarks(rules), own: '' };
}

/** Whether later tokens change what stands before a border: `source` is their text. */
export function isChangedBy(
  open: OpenText,
  tokens: readonly Token[],
  source: string,
  rules: TextRules,
): boolean {
  return isContinuedBy(open, source, rules) || open.marks.isTouchedBy(flatten(tokens), open.length);
}

/** Whether text behind a border joins what stands before it. */
export function isContinuedBy(
  { references, marks, length, own, isInWord }: OpenText,
  source: string,
  rules: TextRules,
): boolean {
  if ((isInWord && mailAhead.test(source)) || indexAhead.test(source)) return true;
  if (references === 'ampersand' && referenceAhead.test(source)) return true;
  if (own === '' || !rules.own.split('').some((mark) => source.includes(mark))) return false;
  // A block of an extension may end the paragraph, by what is open in it.
  const isBlockAhead = source
    .split('\n')
    .slice(1)
    .some((line) => rules.own.includes(line.trimStart()[0] ?? ' '));
  if (isBlockAhead) return true;
  const text = own + source;
  return marks.own.some((at) => rules.isRead(text.slice(at - length + own.length)));
}

/** What marked takes for the front of a mail address: the whole of it would be a link. */
const mailAhead = /^[a-zA-Z0-9.!#$%&'*+/=?_`{|}~-]*@/;
/** The rest of a word in front of brackets, which are an index or a citation by the whole of it. */
const indexAhead = /^\w{1,80}\[/;
const referenceAhead = /^[^\\<![`*~_]*&#/;
