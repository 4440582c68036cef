const key = 'rivulet-demo:chat';

/**
 * The id of this tab's chat. It lies in the tab's own storage: a reload goes on with the chat, and a second tab
 * begins one of its own. Where the browser keeps nothing, a reload begins anew.
 */
export function tabChatId(): string {
  try {
    return sessionStorage.getItem(key) ?? newTabChatId();
  } catch {
    return newTabChatId();
  }
}

/** Gives this tab a new chat and answers with its id. */
export function newTabChatId(): string {
  // crypto.randomUUID exists on secure origins only, and the demo may be opened over plain HTTP.
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // See above.
  }
  return id;
}
