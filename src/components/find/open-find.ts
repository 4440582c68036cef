/** The name of the event that opens the find field of a list. */
export const findEvent = 'rv-find';

/**
 * Opens the field that finds words in a conversation: of the chat or the list that `element` is, holds, or stands in.
 * Answers whether there is one.
 */
export function openFind(element: Element): boolean {
  const chat = element.closest('.rv-chat, .rv-list') ?? element;
  const list = chat.matches('.rv-list') ? chat : chat.querySelector('.rv-list');
  return list?.dispatchEvent(new CustomEvent(findEvent, { cancelable: true })) === false;
}

/** Whether a key asks to find and its focus is not in the find field already: there it is the browser's. */
export function asksToFind({
  key,
  ctrlKey,
  metaKey,
  altKey,
  shiftKey,
  target,
}: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'target'>): boolean {
  if (key.toLowerCase() !== 'f' || ctrlKey === metaKey || altKey || shiftKey) return false;
  return target instanceof Element && !target.closest('.rv-find');
}
