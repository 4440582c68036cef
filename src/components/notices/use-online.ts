'use client';
import { useSyncExternalStore } from 'react';

/** Whether the browser has a network, as far as it knows; true on a server. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchLine, readLine, () => true);
}

function watchLine(onChange: () => void): () => void {
  window.addEventListener('online', onChange);
  window.addEventListener('offline', onChange);
  return () => {
    window.removeEventListener('online', onChange);
    window.removeEventListener('offline', onChange);
  };
}

function readLine(): boolean {
  return navigator.onLine;
}
