import { randomUUID } from 'node:crypto';
import { fetchEventSource } from '@microsoft/fetch-event-source';
import type { ChatEvent } from '../../../src/protocol/chat-event.ts';
import { chatBody } from '../../demo-server/http-server.ts';
import type { ForeignClient, Outcome } from './foreign-client.ts';
import { question } from './foreign-client.ts';

/** Microsoft's EventSource over `fetch`: after a cut it posts once more, with the same key and `Last-Event-ID`. */
export const fetchEventSourceClient: ForeignClient = {
  name: '@microsoft/fetch-event-source',
  resumes: true,
  async ask({ url }) {
    const leavePage = enterPage();
    try {
      return await read(url);
    } finally {
      leavePage();
    }
  },
};

async function read(url: string): Promise<Outcome> {
  // It promises no more than the ids; who reads twice knows it by them.
  const seen = new Set<string>();
  let lastId = '';
  let text = '';
  let end: Outcome['end'] = 'error';
  await fetchEventSource(`${url}/api/chat`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: 'Bearer reader',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(chatBody(question)),
    openWhenHidden: true,
    // It takes an id for read before the data below it has come: the place is that of the last whole message.
    fetch: (input, init) => {
      const headers = new Headers(init?.headers);
      if (lastId !== '') headers.set('last-event-id', lastId);
      return fetch(input, { ...init, headers });
    },
    onmessage({ id, data }) {
      if (data === '[DONE]') end = 'complete';
      if (data === '' || data === '[DONE]' || seen.has(id)) return;
      seen.add(id);
      lastId = id;
      const event: ChatEvent = JSON.parse(data);
      if (event.type === 'text-delta') text += event.delta;
    },
    onerror: () => 1,
  });
  return { text, end };
}

// It was written for pages, and asks for their timers and whether they are hidden.
function enterPage(): () => void {
  const document = Object.assign(new EventTarget(), { hidden: false });
  Object.assign(globalThis, { window: globalThis, document });
  return () => {
    Reflect.deleteProperty(globalThis, 'window');
    Reflect.deleteProperty(globalThis, 'document');
  };
}
