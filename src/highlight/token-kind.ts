// Prism's grammars know some two thousand names. These carry a colour of their own; any other name
// takes the colour of what surrounds it, so that a theme has 15 colours and a line few elements.
const names = [
  ['comment', 'comment prolog doctype cdata block-comment shebang hashbang coord'],
  ['constant', 'boolean constant symbol nil null undefined atom date datetime entity'],
  ['deleted', 'deleted deleted-sign deleted-arrow'],
  [
    'function',
    'function function-name function-variable function-definition method macro-name macro',
  ],
  ['inserted', 'inserted inserted-sign inserted-arrow'],
  ['keyword', 'keyword atrule control-flow module statement command storage-class'],
  ['meta', 'annotation decorator attribute preprocessor directive important title directive-hash'],
  ['number', 'number hexcode unit percentage version'],
  ['operator', 'operator arrow spread'],
  ['property', 'property attr-name key literal-property property-access field assign-left'],
  ['regex', 'regex regex-source'],
  [
    'string',
    'string char attr-value template-string triple-quoted-string heredoc url string-literal code-snippet',
  ],
  ['tag', 'tag selector doctype-tag section-name table header'],
  ['type', 'class-name builtin type type-definition maybe-class-name return-type'],
  ['variable', 'variable parameter argument env-var shell-symbol'],
] as const;

/** The colours of highlighted code; each is a CSS class `rv-token-<kind>` and a variable `--rv-token-<kind>`. */
export type TokenKind = (typeof names)[number][0];

const kinds = new Map<string, TokenKind | undefined>();
for (const [kind, list] of names) {
  for (const name of list.split(' ')) kinds.set(name, kind);
}
// Code inside a template string starts again as plain text.
for (const name of ['interpolation', 'script', 'style', 'plain', 'plain-text', 'code-block']) {
  kinds.set(name, undefined);
}

/** The colour of a token by its names, most telling last; a name without colour inherits. */
export function tokenKind(
  tokenNames: readonly string[],
  inherited: TokenKind | undefined,
): TokenKind | undefined {
  // Quotes belong to their string, brackets of a tag to plain text.
  if (tokenNames[0] === 'punctuation' && inherited !== 'string' && inherited !== 'regex') {
    return inherited === 'comment' ? inherited : undefined;
  }
  for (const name of tokenNames) {
    if (kinds.has(name)) return kinds.get(name);
  }
  return inherited;
}
