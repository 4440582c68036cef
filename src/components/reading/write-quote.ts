/** The field in which a quote of a list can be used: the one of the chat around it. */
export function fieldOf(viewport: Element): HTMLTextAreaElement | undefined {
  const field = viewport.closest('.rv-chat')?.querySelector('.rv-dock textarea');
  if (!(field instanceof HTMLTextAreaElement)) return undefined;
  return field.disabled || field.readOnly ? undefined : field;
}

/** Puts a quote at the end of a field, as a paragraph of its own with room below, and the focus with it. */
export function writeQuote(field: HTMLTextAreaElement, quote: string): void {
  const { value } = field;
  const at = value.length;
  const [ends = ''] = /\n*$/.exec(value) ?? [];
  const gap = at === ends.length ? '' : '\n'.repeat(Math.max(0, 2 - ends.length));
  const text = `${gap}${quote}\n\n`;
  field.focus();
  field.setSelectionRange(at, at);
  // As if it was typed, so that it can be undone.
  // oxlint-disable-next-line typescript/no-deprecated -- nothing else leaves a way back
  if (field.ownerDocument.execCommand?.('insertText', false, text)) return;
  field.setRangeText(text, at, at, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
