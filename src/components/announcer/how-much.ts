/** How much is said: the answer itself, what happens, that it is over, or only what somebody must answer. */
export type HowMuch = 'answer' | 'news' | 'end' | 'asks';

/**
 * How much an announcer says now, by where the focus is: in the message field its user waits for the answer; elsewhere in
 * the chat they read something else; outside of it they are busy with something else.
 */
export function howMuch(host: Element, announce: 'full' | 'brief' | 'off'): HowMuch {
  if (announce === 'off') return 'asks';
  const place = placeOfFocus(host);
  if (place === 'outside') return 'end';
  return announce === 'full' && place === 'field' ? 'answer' : 'news';
}

function placeOfFocus(host: Element): 'field' | 'chat' | 'outside' {
  const { body } = host.ownerDocument;
  const focused = focusSeenFrom(host);
  // A focus that is nowhere, as that of a finger, leaves no one's hands full.
  if (!focused || focused === body) return 'field';
  const chat = host.closest('.rv-chat');
  if (chat && !chat.contains(focused)) return 'outside';
  if (chat) return focused.closest('.rv-dock') ? 'field' : 'chat';
  // Where a list by itself has its field is its host's affair.
  return host.closest('.rv-list')?.contains(focused) ? 'chat' : 'field';
}

/** The focused element, as the tree that the host stands in knows it. */
function focusSeenFrom(host: Element): Element | null {
  const root = host.getRootNode();
  const inside = root instanceof ShadowRoot ? root.activeElement : null;
  return inside ?? host.ownerDocument.activeElement;
}
