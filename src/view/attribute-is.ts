/** A selector of the elements with this value of an attribute; `CSS.escape` is not there where tests have no browser. */
export function attributeIs(name: string, value: string): string {
  const escaped = value.replace(/["\\\n\r\f]/g, (char) => `\\${char.charCodeAt(0).toString(16)} `);
  return `[${name}="${escaped}"]`;
}
