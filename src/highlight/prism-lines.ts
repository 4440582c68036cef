import type { HighlightLine, HighlightSpan } from './highlighter.ts';
import { tokenizeOpenCode } from './open-construct.ts';
import { type PrismNode, tokenizePrism } from './prism.ts';
import { type TokenKind, tokenKind } from './token-kind.ts';

export { hasGrammar, loadGrammar } from './prism.ts';

/** Colours code with a loaded grammar; without one the lines have no colours. */
export function prismLines(code: string, language: string): readonly HighlightLine[] {
  const writer = new LineWriter();
  for (const node of tokenizePrism(code, language)) writeNode(writer, node, undefined);
  return writer.lines();
}

/** The same for code whose end is still to come. */
export function openPrismLines(code: string, language: string): readonly HighlightLine[] {
  return tokenizeOpenCode(code, language, (text) => prismLines(text, language));
}

function writeNode(writer: LineWriter, node: PrismNode, kind: TokenKind | undefined): void {
  if (typeof node === 'string') {
    writer.write(node, kind);
    return;
  }
  const { type, alias, content } = node;
  const own = tokenKind(alias === undefined ? [type] : [type, ...[alias].flat()], kind);
  if (typeof content === 'string') writer.write(content, own);
  else if ('type' in content) writeNode(writer, content, own);
  else for (const child of content) writeNode(writer, child, own);
}

/** Cuts coloured text into lines and joins neighbours of one colour, so that lines have few elements. */
class LineWriter {
  readonly #lines: HighlightSpan[][] = [];
  #line: HighlightSpan[] = [];
  #text = '';
  #kind: TokenKind | undefined;

  write(text: string, named: TokenKind | undefined): void {
    // Operators that are words read as keywords; signs need no colour, and so no element.
    const word = named === 'operator' && /\w/.test(text) ? 'keyword' : undefined;
    const kind = named === 'operator' ? word : named;
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.#append(text.slice(from, end), kind);
      this.#endLine();
      from = end + 1;
    }
    this.#append(from === 0 ? text : text.slice(from), kind);
  }

  lines(): readonly HighlightLine[] {
    this.#endLine();
    return this.#lines;
  }

  #append(text: string, kind: TokenKind | undefined): void {
    if (text === '') return;
    // Blanks have no colour to show, so they join what stands before them.
    if (kind !== this.#kind || this.#text === '') {
      const isBlank = text.trim() === '';
      if (!isBlank) this.#endSpan();
      if (this.#text === '') this.#kind = isBlank ? undefined : kind;
    }
    this.#text += text;
  }

  #endSpan(): void {
    if (this.#text === '') return;
    const text = this.#text;
    this.#line.push(this.#kind === undefined ? { text } : { text, kind: this.#kind });
    this.#text = '';
  }

  #endLine(): void {
    this.#endSpan();
    this.#lines.push(this.#line);
    this.#line = [];
  }
}
