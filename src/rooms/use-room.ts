'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { makeRoom, type RoomControls, type RoomOptions } from './create-room.ts';
import type { RoomView } from './room-view.ts';

/** What {@link useRoom} gives a component; the functions stay the same for the life of the room. */
export interface JoinedRoom
  extends RoomView, Omit<RoomControls, 'getState' | 'subscribe' | 'join'> {
  /** The store itself, for code outside React. */
  readonly store: RoomControls;
}

/**
 * Enters a room while its component is mounted, and renders at most once per frame. Another `room`, `url` or `name` is another room;
 * the other options are read when it is made.
 *
 * @example
 * const { messages, members, typing, send, setTyping } = useRoom({ url: '/api/ws', room: 'garden', name: 'Ann' });
 */
export function useRoom(options: RoomOptions): JoinedRoom {
  const { room, url, name } = options;
  const id = JSON.stringify([url, room, name]);
  const [made, setMade] = useState(() => ({ id, store: makeRoom(options) }));
  const { store } = made.id === id ? made : remake();
  useEffect(() => {
    // StrictMode leaves and comes back at once.
    store.join();
    return () => store.leave();
  }, [store]);
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  return useMemo(() => {
    const { getState: _, subscribe: __, join: ___, ...acts } = store;
    return { ...state, ...acts, store };
  }, [store, state]);

  function remake() {
    const next = { id, store: makeRoom(options) };
    setMade(next);
    return next;
  }
}
