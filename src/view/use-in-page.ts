'use client';
import { useSyncExternalStore } from 'react';

/** Whether this is the reader's page: not a server, and not what a server has rendered while it is hydrated. */
export function useInPage(): boolean {
  return useSyncExternalStore(subscribe, inPage, onServer);
}

const subscribe = () => () => undefined;
const inPage = () => true;
const onServer = () => false;
