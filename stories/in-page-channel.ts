import type { TabChannel } from 'rivulet/chat';

type Listener = (event: { readonly data: unknown }) => void;

/** Makes a function that opens ends of one channel, as `BroadcastChannel` does between tabs, but within this page. */
export function inPageChannel(): () => TabChannel {
  const ends = new Set<Set<Listener>>();
  return () => {
    const listeners = new Set<Listener>();
    ends.add(listeners);
    return {
      postMessage(data) {
        const copy: unknown = structuredClone(data);
        const others = [...ends].filter((other) => other !== listeners);
        queueMicrotask(() => {
          for (const listener of others.flatMap((other) => [...other])) listener({ data: copy });
        });
      },
      addEventListener: (_type, listener) => void listeners.add(listener),
      close: () => void ends.delete(listeners),
    };
  };
}
