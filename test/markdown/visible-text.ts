import type { Token, Tokens } from '../../src/markdown/syntax/marked.ts';

/** One visible character and the kinds of element around it, as `list>item>strong`. */
export interface Glyph {
  readonly char: string;
  readonly kind: string;
}

/** Lists what a reader sees of a token, white space left out. */
export function glyphsOf(token: Token, kind = ''): Glyph[] {
  switch (token.type) {
    case 'space':
    case 'def':
    case 'checkbox':
    case 'hr':
    case 'br':
      return [];
    case 'list':
      return (token as Tokens.List).items.flatMap((item) =>
        children(item.tokens, `${kind}>list${(token as Tokens.List).ordered ? '1' : ''}`),
      );
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [
        ...header.flatMap((cell) => children(cell.tokens, `${kind}>th`)),
        ...rows.flat().flatMap((cell) => children(cell.tokens, `${kind}>td`)),
      ];
    }
    case 'image':
      return glyphs(altOf(token), `${kind}>image`);
    case 'math':
      return glyphs(String(Reflect.get(token, 'tex')), `${kind}>math`);
    case 'citation':
    case 'footnote-reference':
      return glyphs(token.raw, `${kind}>${token.type}`);
    case 'code':
    case 'codespan':
      return glyphs((token as Tokens.Code).text, `${kind}>${token.type}`);
    case 'literal':
      return glyphs(token.raw, kind);
    case 'html':
      return glyphs(stripTags((token as Tokens.HTML).text), kind);
    case 'paragraph':
      return children((token as Tokens.Paragraph).tokens, kind);
    case 'text':
    case 'escape':
      return (token as Tokens.Text).tokens
        ? children((token as Tokens.Text).tokens ?? [], kind)
        : glyphs(decode((token as Tokens.Text).text), kind);
    case 'heading':
      return children(
        (token as Tokens.Heading).tokens,
        `${kind}>h${(token as Tokens.Heading).depth}`,
      );
    default:
      return children((token as Tokens.Em).tokens ?? [], `${kind}>${token.type}`);
  }
}

/** Joins the characters. */
export function textOf(shown: readonly Glyph[]): string {
  return shown.map((glyph) => glyph.char).join('');
}

/** What stands for an image that is not loaded. */
function altOf(token: Token): string {
  const { tokens, text } = token as Tokens.Image;
  const alt = tokens.length > 0 ? textOf(children(tokens, '')) : decode(text);
  return alt === '' ? 'Image' : alt;
}

function children(tokens: readonly Token[], kind: string): Glyph[] {
  return tokens.flatMap((token) => glyphsOf(token, kind));
}

function glyphs(text: string, kind: string): Glyph[] {
  // By code unit: half a surrogate pair must be seen as what it is.
  return text
    .replace(/\s/g, '')
    .split('')
    .map((char) => ({ char, kind }));
}

/** A character reference stands for one character; which one does not matter here. */
function decode(text: string): string {
  return text.replace(/&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/gi, '\u25a1');
}

function stripTags(html: string): string {
  return decode(
    html
      .replace(/<(script|style)\b[^]*?(?:<\/\1>|$)/gi, '')
      .replace(/<!--[^]*?(?:-->|$)|<\?[^]*?(?:\?>|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)/g, '')
      .replace(/<[a-z/!](?:"[^"]*"|'[^']*'|[^>"'])*(?:>|$)/gi, ''),
  );
}
