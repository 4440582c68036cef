import { useSyncExternalStore } from 'react';

/** What the page shows; the address says which, behind its `#`. */
export const places = [
  ['chat', 'Chat'],
  ['room', 'Room'],
  ['document', 'Document'],
  ['picture', 'Picture'],
  ['text', 'Text'],
  ['list', 'List'],
  ['live', 'Live'],
] as const;

/** One of {@link places}. */
export type Place = (typeof places)[number][0];

/** Which of them the address names; the chat where it names none. */
export function usePlace(): Place {
  return useSyncExternalStore(watchAddress, readPlace);
}

function watchAddress(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

function readPlace(): Place {
  // What stands behind it says which one.
  const [named] = location.hash.slice(1).split('/');
  return places.find(([place]) => place === named)?.[0] ?? 'chat';
}
