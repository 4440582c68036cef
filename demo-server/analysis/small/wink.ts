import model from 'wink-eng-lite-web-model';
import winkNLP, { type Document, type ItemEntity } from 'wink-nlp';

/** A stretch of a text: `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A stretch that wink has found to be a figure of some kind. */
interface Figure extends Span {
  /** In wink's words: `DATE`, `MONEY`, … */
  readonly type: string;
}

/** What wink makes of a text. */
export interface Reading {
  readonly sentences: readonly Span[];
  readonly figures: readonly Figure[];
  /** Where proper nouns begin. */
  readonly properNouns: ReadonlySet<number>;
}

// oxlint-disable typescript/unbound-method -- its helpers are plain functions, which wink tells apart by what they are

const wink = winkNLP(model, ['sbd', 'pos', 'ner']);
const { its } = wink;

/** Reads an English text: sentences, figures and proper nouns. The one file that imports wink. */
export function readText(text: string): Reading {
  const doc = wink.readDoc(text);
  const tokens = placeTokens(doc, text);
  const span = ([first = 0, last = 0]: readonly number[]): Span => ({
    start: tokens[first]?.start ?? 0,
    end: tokens[last]?.end ?? 0,
  });
  const tags = doc.tokens().out(its.pos);
  return {
    sentences: doc
      .sentences()
      .out(its.span)
      .map((at) => span(at as unknown as number[])),
    figures: figuresOf(doc, span),
    properNouns: new Set(
      tokens.filter((_token, index) => tags[index] === 'PROPN').map(({ start }) => start),
    ),
  };
}

function figuresOf(doc: Document, span: (at: readonly number[]) => Span): Figure[] {
  const found: Figure[] = [];
  doc.entities().each((entity: ItemEntity) => {
    found.push({
      ...span(entity.out(its.span) as unknown as number[]),
      type: entity.out(its.type),
    });
  });
  return found;
}

/** Where each token stands: they follow each other in the text, with blanks between. */
function placeTokens(doc: Document, text: string): Span[] {
  let at = 0;
  return doc
    .tokens()
    .out()
    .map((token) => {
      const start = Math.max(at, text.indexOf(token, at));
      at = start + token.length;
      return { start, end: at };
    });
}
