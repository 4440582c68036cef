const names = 'title|textarea|style|xmp|iframe|noembed|noframes|script|plaintext';
const anyTag = new RegExp(String.raw`<(?=/?(?:${names})(?:[\s/>]|$))`, 'gi');
const oneTag = new RegExp(String.raw`^</?(?:${names})[\s/>]`, 'i');
/** A block of its own, which the sanitiser takes out as a whole; with words behind its tag it is prose. */
const codeBlock = /^ {0,3}<(?:script|style|textarea)(?=[\s>])(?![^>\n]*>[ \t]+[a-z])/i;

/** Whether a tag is one of GFM's “Disallowed Raw HTML”, which is text wherever it stands. */
export function isDisallowedTag(raw: string): boolean {
  return oneTag.test(raw);
}

/** Whether an HTML block is a script or a style sheet, of which nothing shows. */
export function isCodeBlock(source: string): boolean {
  return codeBlock.test(source);
}

/** Writes the tags that GFM disallows as text, in the source of an HTML block. */
export function escapeDisallowed(html: string): string {
  return isCodeBlock(html) ? html : html.replace(anyTag, '&lt;');
}
