'use client';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  createSharedText,
  type SharedTextOptions,
  type SharedTextStore,
} from './create-shared-text.ts';
import type { SharedTextState } from './shared-text-state.ts';

/** What {@link useSharedText} gives a component; the functions stay the same for the life of the text. */
export interface SharedTextValue
  extends
    SharedTextState,
    Omit<
      SharedTextStore,
      'getState' | 'subscribe' | 'doc' | 'sharedType' | 'awareness' | 'open' | 'close'
    > {
  /** The store itself, for code outside React and for bindings of editors. */
  readonly store: SharedTextStore;
}

/**
 * A text that several people and models edit at once, over a WebSocket to `createDocuments` of `rivulet/server/documents` or any server of
 * y-websocket. Renders at most once per frame. It connects on mount and disconnects on unmount; edits that are made without a
 * connection go with the next one. Another `url` or `document` makes another text; the other options but `name` are read when it is made. Needs `yjs` 13 and `y-protocols`.
 *
 * @example
 * const shared = useSharedText({ url: '/api/documents', document: 'minutes', name: 'Ann' });
 * shared.write(answer.textStream, { from: 10, to: 80 });
 */
export function useSharedText(options: SharedTextOptions): SharedTextValue {
  const [made, setMade] = useState(make);
  const isSame = made.url === options.url && made.document === options.document;
  const { store } = isSame ? made : remake();
  const { name = '' } = options;
  useEffect(() => {
    store.open();
    return () => store.close();
  }, [store]);
  useEffect(() => store.rename(name), [store, name]);
  const state = useSyncExternalStore(store.subscribe, store.getState, store.getState);
  return useMemo(() => {
    const given = { ...functionsOf(store), store };
    // What is only made when it is asked for stays so.
    return Object.defineProperties(given, Object.getOwnPropertyDescriptors(state)) as typeof given &
      SharedTextState;
  }, [store, state]);

  function make() {
    const { url, document } = options;
    return { url, document, store: createSharedText(options) };
  }

  function remake() {
    const next = make();
    setMade(next);
    return next;
  }
}

function functionsOf(store: SharedTextStore) {
  const { onChange, edit, replaceText, setCursor, getCursor, rename, undo, redo } = store;
  const { write, stop, accept, reject, keepVersion, restoreVersion } = store;
  const editing = { onChange, edit, replaceText, setCursor, getCursor, rename, undo, redo };
  return { ...editing, write, stop, accept, reject, keepVersion, restoreVersion };
}
