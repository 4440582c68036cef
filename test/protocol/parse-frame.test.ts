// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { parseClientFrame, parseServerFrame } from '../../src/protocol/parse-frame.ts';
import {
  encodeFrame,
  type ClientFrame,
  type ServerFrame,
} from '../../src/protocol/web-socket-frame.ts';

const run = 'run-00001';
const message = { id: 'm', role: 'assistant' as const, parts: [] };

const clientFrames: ClientFrame[] = [
  { type: 'hello', v: 1 },
  { type: 'hello', v: 1, token: 't', session: 's', resume: [{ run, after: -1, credit: 32 }] },
  { type: 'send', run, chat: 'Ein Gespräch', input: 'Hi', credit: 32 },
  { type: 'attach', run, after: 4, credit: 0 },
  { type: 'attach', chat: 'c', after: -1, credit: 1 },
  { type: 'detach', run },
  { type: 'credit', run, n: 16, ack: -1 },
  { type: 'nack', run, from: 3 },
  { type: 'nack', run, from: 3, to: 5 },
  { type: 'cancel', run, reason: '' },
  { type: 'typing', chat: 'c', who: 'Ada', on: true },
  { type: 'ping', t: 1.5 },
  { type: 'pong', t: -1 },
];

const serverFrames: ServerFrame[] = [
  { type: 'welcome', session: 's', heartbeatMs: 1, maxFrame: 1, maxStreams: 1, maxCredit: 1 },
  { type: 'begin', run, chat: 'c', seq: 0 },
  { type: 'ev', run, seq: 0, evs: [{ type: 'start' }] },
  { type: 'gap', run, oldest: 3, snapshot: { seq: 2, message } },
  { type: 'cancelled', run, seq: -1 },
  { type: 'end', run, seq: 3, reason: 'done', usage: { outputTokens: 1 } },
  { type: 'err', code: 'overloaded', message: 'Later.', status: 503, retryAfterMs: 1 },
  { type: 'typing', chat: 'c', on: false },
  { type: 'ping', t: 0 },
  { type: 'goaway', reconnectAfterMs: 0 },
];

describe('a frame of chat.v1', () => {
  it.each(clientFrames)('of a client is read as it was written: $type', (frame) => {
    expect(parseClientFrame(encodeFrame(frame))).toEqual(frame);
  });

  it.each(serverFrames)('of a server is read as it was written: $type', (frame) => {
    expect(parseServerFrame(encodeFrame(frame))).toEqual(frame);
  });

  it('may have more fields than are known', () => {
    expect(parseServerFrame('{"type":"ping","t":1,"new":true}')).toMatchObject({ t: 1 });
  });

  it('of an unknown type is passed over from a server, and refused from a client', () => {
    for (const type of ['news', 'constructor', '__proto__']) {
      expect(parseServerFrame(JSON.stringify({ type }))).toBeUndefined();
      expect(() => parseClientFrame(JSON.stringify({ type }))).toThrow(/chat\.v1/);
    }
  });

  it.each([
    'hello',
    'null',
    '1',
    '[]',
    '{}',
    '{"type":1}',
    '{"type":"detach"}',
    '{"type":"detach","run":""}',
    `{"type":"detach","run":"${'r'.repeat(201)}"}`,
    '{"type":"detach","run":"a b"}',
    '{"type":"hello","v":2}',
    '{"type":"hello","v":1,"token":1}',
    '{"type":"hello","v":1,"resume":[{"after":1}]}',
    '{"type":"hello","v":1,"resume":{}}',
    '{"type":"send","run":"r","chat":"c","credit":1}',
    '{"type":"attach","run":"r","after":-2,"credit":1}',
    '{"type":"attach","run":"r","after":0.5,"credit":1}',
    '{"type":"credit","run":"r","n":-1,"ack":0}',
    '{"type":"credit","run":"r","n":1e99,"ack":0}',
    '{"type":"nack","run":"r","from":-1}',
    '{"type":"typing","chat":"c","on":"yes"}',
    '{"type":"ping"}',
  ])('of a client that is none is refused, with its beginning: %s', (text) => {
    expect(() => parseClientFrame(text)).toThrow(expect.objectContaining({ code: 'protocol' }));
    expect(() => parseClientFrame(text)).toThrow(text.slice(0, 20));
  });

  it.each([
    '{"type":"ev","run":"r","seq":0,"evs":[]}',
    '{"type":"ev","run":"r","seq":0,"evs":"start"}',
    '{"type":"ev","run":"r","seq":-1,"evs":[{}]}',
    '{"type":"end","run":"r","seq":0,"reason":"bored"}',
    '{"type":"gap","run":"r","oldest":0,"snapshot":{"seq":0,"message":{}}}',
    '{"type":"gap","run":"r","oldest":0,"snapshot":{"seq":0,"message":{"id":"m"}}}',
    '{"type":"gap","run":"r","oldest":0,"snapshot":{"seq":0,"message":{"parts":[]}}}',
    '{"type":"gap","run":"r","oldest":0}',
    '{"type":"welcome"}',
  ])('of a server that is none is refused: %s', (text) => {
    expect(() => parseServerFrame(text)).toThrow(expect.objectContaining({ code: 'protocol' }));
  });
});
