/** Puts a text in the place of another in a field, as if it had been typed: it can be undone, and React hears of it. */
export function putText(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
): void {
  field.focus();
  field.setSelectionRange(start, end);
  // The only way that keeps what the browser would undo; Firefox does not delete by inserting nothing.
  const isDone = text
    ? field.ownerDocument.execCommand?.('insertText', false, text)
    : start === end || field.ownerDocument.execCommand?.('delete');
  if (isDone) return;
  field.setRangeText(text, start, end, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
