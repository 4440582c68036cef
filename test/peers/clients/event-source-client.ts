import { EventSource } from 'eventsource';
import type { ChatEvent } from '../../../src/protocol/chat-event.ts';
import { chatBody } from '../../demo-server/http-server.ts';
import type { ForeignClient } from './foreign-client.ts';
import { question } from './foreign-client.ts';

const runId = 'event-source-run';

/** An EventSource on a run that was asked for elsewhere, as another tab does. It resumes by `Last-Event-ID`. */
export const eventSourceClient: ForeignClient = {
  name: 'eventsource',
  resumes: true,
  async ask({ url, directUrl }) {
    const asked = await fetch(`${directUrl}/api/chat`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': runId },
      body: JSON.stringify(chatBody(question)),
    });
    await asked.body?.cancel();
    const source = new EventSource(`${url}/api/runs/${runId}/stream`);
    // EventSource promises no more than the ids; who reads twice knows it by them.
    const seen = new Set<string>();
    let text = '';
    return new Promise((resolve) => {
      const finish = (end: 'complete' | 'error') => {
        source.close();
        resolve({ text, end });
      };
      source.addEventListener(
        'message',
        ({ data, lastEventId }: { data: string; lastEventId: string }) => {
          if (data === '[DONE]') return finish('complete');
          if (seen.has(lastEventId)) return;
          seen.add(lastEventId);
          const event: ChatEvent = JSON.parse(data);
          if (event.type === 'text-delta') text += event.delta;
        },
      );
      source.addEventListener('error', () => {
        if (source.readyState === source.CLOSED) finish('error');
      });
    });
  },
};
