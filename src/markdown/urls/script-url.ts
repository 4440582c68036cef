// oxlint-disable-next-line no-control-regex -- browsers skip exactly these characters
const skipped = /[\u0000-\u0020]+/g;

/** Tells whether a browser would run this text if it stood where a URL stands. */
export function isScriptUrl(text: string): boolean {
  return /^(?:javascript:|vbscript:|data:text\/html)/i.test(
    // Only the beginning matters, and a title is rarely longer.
    text.slice(0, 200).replace(skipped, ''),
  );
}

/** The attribute for a title, if there is one; a script URL is none. */
export function titled(title: string): { readonly title?: string } | null {
  return title === '' || isScriptUrl(title) ? null : { title };
}
