const key = 'rivulet-demo:chat';

/**
 * The id of the chat that this tab had open. It lies in the tab's own storage: a reload goes on with the chat, and a
 * second tab begins one of its own. Undefined in a new tab, and where the browser keeps nothing.
 */
export function tabChatId(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps which chat this tab has open. */
export function keepTabChatId(id: string): void {
  try {
    sessionStorage.setItem(key, id);
  } catch {
    // A browser that keeps nothing begins a new chat after a reload.
  }
}
