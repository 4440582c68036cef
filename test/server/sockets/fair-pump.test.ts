// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { FairPump, type FrameSource } from '../../../src/server/sockets/fair-pump.ts';
import type { ServerSocket } from '../../../src/server/sockets/server-socket.ts';

const kib = 1024;

/** A socket that keeps what it is sent until the test lets it flow. */
function stalledSocket() {
  const waiting: { readonly text: string; readonly onSent: (() => void) | undefined }[] = [];
  const sent: string[] = [];
  let most = 0;
  const socket: Pick<ServerSocket, 'bufferedAmount' | 'send'> = {
    get bufferedAmount() {
      return waiting.reduce((sum, { text }) => sum + text.length, 0);
    },
    send(text: string, onSent) {
      waiting.push({ text, onSent });
      sent.push(text);
      most = Math.max(most, this.bufferedAmount);
    },
  };
  const flow = (count = 1): void => {
    for (const { onSent } of waiting.splice(0, count)) onSent?.();
  };
  return { socket, sent, waiting, flow, most: () => most };
}

/** A source of `count` frames of a size. */
function source(name: string, count: number, size = 0) {
  let left = count;
  const watchers: (() => void)[] = [];
  const made: FrameSource & { add(more: number): void; readonly watchers: number } = {
    next() {
      if (left === 0) return undefined;
      left -= 1;
      return { name, filling: 'x'.repeat(size) };
    },
    watch: (onChange) => void watchers.push(onChange),
    add(more) {
      left += more;
      for (const onChange of watchers.splice(0)) onChange();
    },
    get watchers() {
      return watchers.length;
    },
  };
  return made;
}

const namesIn = (texts: readonly string[]): string =>
  texts.map((text) => (JSON.parse(text) as { name: string }).name).join('');

const fail = (error: unknown): never => {
  throw error;
};

describe('the pump of one socket', () => {
  it('tells a frame of each source in turn', () => {
    const { socket, sent } = stalledSocket();
    const pump = new FairPump(socket, fail);
    const [a, b, c] = [source('a', 0), source('b', 0), source('c', 0)];
    for (const each of [a, b, c]) pump.add(each);
    b.add(1);
    a.add(4);
    c.add(2);
    expect(namesIn(sent)).toBe('baaaacc');
  });

  it('lets a long run keep no other waiting when the socket is full', () => {
    const { socket, sent, flow, waiting } = stalledSocket();
    const pump = new FairPump(socket, fail);
    const [long, short] = [source('l', 100, 64 * kib), source('s', 0, 64 * kib)];
    pump.add(long);
    pump.add(short);
    const before = sent.length;
    short.add(3);
    flow(waiting.length);
    expect(namesIn(sent.slice(before))).toMatch(/^l?slslsl+$/);
  });

  it('stops above 1 MiB that waits to be written and goes on below 256 KiB', () => {
    const { socket, sent, flow, most, waiting } = stalledSocket();
    const pump = new FairPump(socket, fail);
    pump.add(source('a', 1000, 64 * kib));
    expect(most()).toBeLessThan(1024 * kib + 65 * kib);
    const first = sent.length;
    let flown = 0;
    for (; sent.length === first; flown += 1) flow();
    // Three frames and their envelopes are the most that is less than 256 KiB.
    expect(first - flown).toBe(3);
    while (waiting.length > 0) flow();
    expect(sent).toHaveLength(1000);
    expect(most()).toBeLessThan(1024 * kib + 65 * kib);
  });

  it('tells nothing more of a source that was taken out', () => {
    const { socket, sent } = stalledSocket();
    const pump = new FairPump(socket, fail);
    const [a, b] = [source('a', 1), source('b', 1)];
    pump.add(a);
    pump.add(b);
    pump.remove(a);
    a.add(5);
    b.add(1);
    expect(namesIn(sent)).toBe('abb');
  });
});
