import type { TransportEvent } from '../../protocol/chat-transport.ts';
import { lostConnection } from '../lost-connection.ts';
import type { SocketTyping } from './web-socket-typing.ts';
import type { WebSocketTransport, WebSocketTransportOptions } from './web-socket-options.ts';

/**
 * Talks to a server over one WebSocket (`chat.v1`) that all its runs share: opened at first use, closed when idle and
 * when the page is put away. A server sends no more than was given leave for, and leave is given as events are applied;
 * a run that loses its socket goes on over the next, with the waits of `httpTransport`. What speaks to sockets is loaded
 * with the first transport.
 */
export function webSocketTransport(options: WebSocketTransportOptions): WebSocketTransport {
  let transport: WebSocketTransport | undefined;
  const load = async (): Promise<WebSocketTransport> => {
    const { createSocketTransport } = await import('./web-socket-transport.ts');
    return (transport ??= createSocketTransport(options));
  };
  // Before it is asked for: the first question then waits for nothing. Who asks is told of a failure.
  load().catch(() => undefined);
  async function* read(
    open: (loaded: WebSocketTransport) => AsyncIterable<TransportEvent>,
  ): AsyncGenerator<TransportEvent> {
    try {
      yield* open(transport ?? (await load()));
    } catch (cause) {
      yield { type: 'end', end: 'error', error: lostConnection(cause) };
    }
  }
  return {
    send: (request) => read((loaded) => loaded.send(request)),
    resume: (request) => read((loaded) => loaded.resume(request)),
    cancel: async (runId, reason) => (transport ?? (await load())).cancel(runId, reason),
    ...(options.words === undefined || options.words === 'chat.v1'
      ? { unacknowledged: () => transport?.unacknowledged?.() ?? 0 }
      : { mayRepeat: () => false }),
    ...lazyTyping(() => transport, load),
  };
}

/** Typing indicators: a listener that comes first is kept, and nobody misses what nobody could be told. */
function lazyTyping(
  get: () => SocketTyping | undefined,
  load: () => Promise<SocketTyping>,
): SocketTyping {
  const later = (act: (loaded: SocketTyping) => void): void => {
    const loaded = get();
    if (loaded) act(loaded);
    else load().then(act, () => undefined);
  };
  return {
    setTyping: (...told) => later((loaded) => loaded.setTyping(...told)),
    onTyping(chat, listener) {
      let stop: (() => void) | undefined;
      let isStopped = false;
      later((loaded) => {
        if (!isStopped) stop = loaded.onTyping(chat, listener);
      });
      return () => {
        isStopped = true;
        stop?.();
      };
    },
  };
}
