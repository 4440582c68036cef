import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { messageText } from '../../../src/protocol/index.ts';
import { createChatServer, createRooms } from '../../../src/server/index.ts';
import { attachSockets } from '../../../src/server/node/index.ts';
import { redisRooms, redisRuns } from '../../../src/server/redis/index.ts';

// A server of rooms with a model that counts until it is stopped.
const [url = ''] = process.argv.slice(2);
const runs = redisRuns({ url });
const chat = createChatServer({ answer: () => 'no chat here', runs, owner: () => '' });
const rooms = createRooms({
  admit: () => ({}),
  runs,
  takeOver: true,
  store: redisRooms({ url }),
  times: { pulseMs: 500, leaveMs: 5000 },
  models: [
    {
      name: 'Ada',
      async *answer({ signal, written }) {
        const said = written ? messageText(written).trim().split(' ') : [];
        for (let number = said.length; !signal.aborted; number++) {
          yield `${number} `;
          await delay(50);
        }
      },
    },
  ],
});
const server = createServer();
await attachSockets(server, chat, { rooms });
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
