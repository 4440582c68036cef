/**
 * The rules of JSON in GBNF, as one line without needless blanks. Whole numbers keep to 15 digits, so that each is exact, and
 * escapes name no half of a pair, so that one escape is one character.
 */
const jsonRules: Readonly<Record<string, string>> = {
  ws: '" "?',
  value: 'object | array | string | number | boolean | null',
  object: '"{" ws (pair ("," ws pair)*)? ws "}"',
  pair: 'string ":" ws value',
  array: '"[" ws (value ("," ws value)*)? ws "]"',
  string: '"\\"" char* "\\""',
  char: '[^"\\\\\\x7F\\x00-\\x1F] | "\\\\" (["\\\\/bfnrt] | "u" unit)',
  unit: '[0-9a-cA-Ce-fE-F] hex hex hex | [dD] [0-7] hex hex',
  hex: '[0-9a-fA-F]',
  number: 'integer ("." [0-9]{1,15})? ([eE] [-+]? [0-9]{1,2})?',
  integer: '"-"? ("0" | [1-9] [0-9]{0,14})',
  boolean: '"true" | "false"',
  null: '"null"',
};

/** The grammar of OpenAI's JSON mode: one object. */
export const jsonObjectGrammar = writeGrammar('object', {});

/** Writes a grammar whose answers are what `root` says, with JSON's rules and further ones. */
export function writeGrammar(root: string, rules: Readonly<Record<string, string>>): string {
  return Object.entries({ root, ...jsonRules, ...rules })
    .map(([name, body]) => `${name} ::= ${body}\n`)
    .join('');
}

/** A text as a literal of GBNF. */
export function literal(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
