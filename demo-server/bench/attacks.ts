import { randomUUID } from 'node:crypto';
import { converse, handshake, requestHead, textFrame, type Target } from './raw-socket.ts';

/** One stroke of an attack; returns all that the attacker was told. */
export type Attack = (target: Target, stroke: number) => Promise<string>;

const json = 'Content-Type: application/json\r\n';
const h2c = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA\r\n';
// A question in the words of every route.
const question = (more: object = {}): string => {
  const content = 'Show me some markdown';
  const messages = [{ role: 'user', content, parts: [{ type: 'text', text: content }] }];
  const run = randomUUID();
  return JSON.stringify({
    id: run,
    threadId: run,
    runId: run,
    messages,
    options: { maxTokens: 2 },
    ...more,
  });
};
const bodied = (path: string, body: string, fields = '') =>
  `${requestHead('POST', path, json + fields)}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const inChunks = (path: string, ...texts: readonly string[]) =>
  `${requestHead('POST', path, json)}Transfer-Encoding: chunked\r\n\r\n${texts.map(chunk).join('')}`;
const sendUnread = (): Buffer => {
  const run = randomUUID();
  return textFrame(JSON.stringify({ type: 'send', run, chat: run, input: 'Hi', credit: 0 }));
};
const pick = <T>(list: readonly T[], stroke: number): T => list[stroke % list.length] as T;
const doors = ['/nope', '/', '/api/ws', '/api/ws/ai-sdk', '/ws/ai-sdk'];
const garbage = [
  '\u0016\u0003\u0001\u0002\u0000',
  'FOO / HTTP/1.1\r\n\r\n',
  'GET / HTTP/9.9\r\n\r\n',
  requestHead('POST', '/api/chat', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n'),
  requestHead('CONNECT', 'a:1', '\r\n'),
];
const frames = [
  'no JSON',
  '{"type":"abort","requestId":"none"}',
  '{"type":"resume","requestId":"r","id":"none","headers":{},"body":{}}',
  '{"type":"send","requestId":"r","id":"c","headers":{},"body":{},"messages":7}',
  '{"type":"hello","v":1}',
  '{"type":"hello","v":1,"token":"☃"}',
  '{"type":"cancel","run":"none-such"}',
];

/** The attacks of a raw socket, each a kind of its own. */
export const attacks: Readonly<Record<string, Attack>> = {
  'a refused upgrade and a reset': (target, stroke) =>
    converse(
      target,
      [
        requestHead('GET', pick(doors, stroke), `${handshake()}\r\n`),
        ...(stroke % 5 === 0 ? ['x'.repeat(70_000)] : []),
      ],
      stroke % 3 === 0 ? 'wait' : 'reset',
    ),
  'a socket and a reset': (target, stroke) =>
    converse(
      target,
      [
        requestHead('GET', '/ws/ai-sdk', `${handshake()}\r\n`),
        textFrame(pick(frames, stroke)),
        textFrame(pick(frames, stroke + 1)).subarray(0, 5 + (stroke % 9)),
      ],
      'reset',
    ),
  'frames that are none': (target, stroke) =>
    converse(
      target,
      [
        requestHead('GET', pick(['/api/ws', '/ws/ai-sdk'], stroke), `${handshake('chat.v1')}\r\n`),
        textFrame(pick(frames, stroke)),
      ],
      'wait',
      200,
    ),
  'a body in chunks': (target, stroke) => {
    const body = question();
    const path = pick(
      ['/api/chat', '/v1/chat/completions', '/api/ag-ui', '/api/runs/none-such/cancel'],
      stroke,
    );
    return converse(target, [inChunks(path, body.slice(0, 9), body.slice(9)), '0\r\n\r\n']);
  },
  'a body that is too large': (target, stroke) =>
    converse(
      target,
      stroke % 2 === 0
        ? [inChunks('/api/chat', 'x'.repeat(700_000), 'x'.repeat(700_000))]
        : [`${requestHead('POST', '/api/chat', json)}Content-Length: 1300000\r\n\r\n`],
    ),
  'another protocol': (target, stroke) => {
    const body = question();
    return converse(
      target,
      stroke % 2 === 0
        ? [requestHead('GET', '/health', `${h2c}\r\n`)]
        : [bodied('/v1/chat/completions', body, h2c) + requestHead('GET', '/nope', '\r\n')],
    );
  },
  'half a request': (target, stroke) => {
    const whole = bodied('/api/chat', question());
    const parting = pick(['reset', 'hang up', 'wait'] as const, stroke);
    return converse(target, [whole.slice(0, 1 + ((stroke * 37) % (whole.length - 1)))], parting);
  },
  'a body that is held back': (target) =>
    converse(
      target,
      [
        `${requestHead('POST', '/api/chat', json)}Content-Length: 1000000\r\n\r\n${'x'.repeat(900_000)}`,
      ],
      'wait',
      3000,
    ),
  garbage: (target, stroke) => converse(target, [pick(garbage, stroke)]),
  'silent sockets': (target) =>
    converse(target, [requestHead('GET', '/ws/ai-sdk', `${handshake()}\r\n`)], 'wait', 2000),
  'streams that are not read': (target, stroke) =>
    converse(
      target,
      [
        bodied(
          pick(['/api/chat', '/v1/chat/completions'], stroke),
          question({ stream: true, options: { maxTokens: 50 } }),
          'Authorization: Bearer attacker\r\n',
        ),
      ],
      'reset',
    ),
  'a slow answer and a leave': (target) =>
    converse(target, [bodied('/api/chat', question({ options: { pace: 1 } }))], 'wait', 300),
  'answers that are asked for and not read': (target) => {
    const hello = requestHead('GET', '/api/ws', `${handshake('chat.v1')}\r\n`);
    const said = [
      hello,
      textFrame('{"type":"hello","v":1}'),
      ...Array.from({ length: 32 }, sendUnread),
    ];
    return converse(target, said, 'wait', 1000);
  },
  'somebody else’s chat': (target) =>
    converse(target, [
      requestHead('GET', '/api/chats/support/active', 'Connection: close\r\n\r\n'),
    ]),
};
