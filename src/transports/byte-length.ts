let encoder: TextEncoder | undefined;

/** The length of a text on the wire, in bytes of UTF-8. */
export function byteLength(text: string): number {
  // Not all places that import the kit have one, such as jsdom under Jest.
  encoder ??= new TextEncoder();
  return encoder.encode(text).length;
}
