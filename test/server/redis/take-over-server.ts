import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { messageText } from '../../../src/protocol/index.ts';
import { createChatServer } from '../../../src/server/index.ts';
import { toNodeListener } from '../../../src/server/node/index.ts';
import { redisRuns } from '../../../src/server/redis/index.ts';

// A server that counts to as many as it is asked for, and goes on where another one has stopped.
const [url = ''] = process.argv.slice(2);
const chat = createChatServer({
  takeOver: true,
  owner: () => '',
  runs: redisRuns({ url }),
  async *answer({ messages, written, signal }) {
    const [question] = messages;
    const before = written ? messageText(written).split(' ').length - 1 : 0;
    console.log(JSON.stringify({ goesOnAt: before }));
    for (let number = before; number < Number(question && messageText(question)); number++) {
      await delay(20);
      if (signal.aborted) return;
      yield `${number} `;
    }
  },
  onEnd: ({ end, message }) =>
    console.log(JSON.stringify({ end, length: messageText(message).length })),
});
const server = createServer(toNodeListener(chat));
await chat.opening;
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ port: (server.address() as AddressInfo).port }));
});
