/** Has the browser save a text as a file. */
export function saveFile(name: string, text: string): void {
  // A file ends with a line end, as editors and compilers like it.
  const content = text.endsWith('\n') ? text : `${text}\n`;
  const url = URL.createObjectURL(new Blob([content], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address by then.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
