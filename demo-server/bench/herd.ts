/**
 * How fast a crowd that is larger than the line gets its answers: `node --import tsx bench/herd.ts`, in this folder.
 * Each chat asks once, and when it is refused comes again when the server says, or (`--wait 2`) after so many seconds.
 */
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startServerProcess } from './server-process.ts';

const { values } = parseArgs({
  options: {
    chats: { type: 'string', default: '200' },
    tokens: { type: 'string', default: '60' },
    rounds: { type: 'string', default: '3' },
    pace: { type: 'string', default: '0' },
    wait: { type: 'string' },
  },
});

interface Told {
  readonly status: number;
  readonly retryAfter: number;
}

/** Asks from an address of its own, as all of 127.0.0.0/8 is this machine. */
function ask(url: URL, chat: number): Promise<Told> {
  const body = JSON.stringify({
    id: `herd-${chat}`,
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'Show me a chat in 12 lines' }] }],
    options: { maxTokens: Number(values.tokens), temperature: 1, seed: chat },
  });
  const headers = { 'content-type': 'application/json', 'content-length': body.length };
  const localAddress = `127.1.${chat >> 7}.${(chat & 127) + 1}`;
  const call = { method: 'POST', host: '127.0.0.1', port: url.port, path: '/api/chat' };
  return new Promise((resolve, reject) => {
    const asked = request({ ...call, headers, localAddress, agent: false }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          retryAfter: Number(response.headers['retry-after'] ?? 1),
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

async function drain(url: URL): Promise<{ seconds: number; tries: number; median: number }> {
  const startedAt = performance.now();
  let tries = 0;
  const waits = await Promise.all(
    Array.from({ length: Number(values.chats) }, async (_, chat) => {
      for (;;) {
        tries++;
        const { status, retryAfter } = await ask(url, chat);
        if (status === 200) return performance.now() - startedAt;
        await delay((values.wait === undefined ? retryAfter : Number(values.wait)) * 1000);
      }
    }),
  );
  waits.sort((a, b) => a - b);
  const middle = waits[waits.length >> 1] ?? 0;
  return { seconds: Math.max(...waits) / 1000, tries, median: middle / 1000 };
}

const server = await startServerProcess([
  '--pace',
  values.pace,
  '--parallel',
  '8',
  '--log',
  'silent',
]);
for (let round = 0; round < Number(values.rounds); round++) {
  const { seconds, tries, median } = await drain(new URL(server.url));
  const rate = (Number(values.chats) * Number(values.tokens)) / seconds;
  process.stdout.write(
    `${values.chats} chats: ${seconds.toFixed(1)} s (median ${median.toFixed(1)} s), ${Math.round(rate)} tokens/s, ${tries} tries\n`,
  );
}
await server.stop();
