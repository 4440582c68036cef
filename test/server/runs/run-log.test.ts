// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  applyEvent,
  messageText,
  SseDecoder,
  type ChatEvent,
  type ChatMessage,
} from '../../../src/protocol/index.ts';
import { RunLog } from '../../../src/server/runs/run-log.ts';

const delta = (text: string): ChatEvent => ({ type: 'text-delta', id: '1', delta: text });

function fill(log: RunLog, count: number) {
  log.append({ type: 'start', messageId: 'm' });
  for (let index = 1; index < count; index++) log.append(delta(`${index} `));
}

function decode(frames: string) {
  return [...new SseDecoder().push(new TextEncoder().encode(frames))];
}

describe('RunLog', () => {
  it('numbers its events without gaps from 0', () => {
    const log = new RunLog('run-1');
    expect(log.lastSeq).toBe(-1);
    fill(log, 4);
    expect(log.lastSeq).toBe(3);
    const frames = decode(log.read(-1)?.frames ?? '');
    expect(frames.map((frame) => frame.id)).toEqual(['run-1:0', 'run-1:1', 'run-1:2', 'run-1:3']);
  });

  it('reads strictly after a cursor and says when there is nothing yet', () => {
    const log = new RunLog('r');
    fill(log, 3);
    expect(decode(log.read(1)?.frames ?? '').map((frame) => frame.data)).toEqual([
      JSON.stringify(delta('2 ')),
    ]);
    expect(log.read(2)).toBeUndefined();
  });

  it('hands out batches that together are the whole', () => {
    const log = new RunLog('r');
    fill(log, 3000);
    let cursor = -1;
    let batches = 0;
    let count = 0;
    for (let batch = log.read(cursor); batch; batch = log.read(cursor)) {
      expect(batch.frames.length).toBeLessThan(66_000);
      count += decode(batch.frames).length;
      cursor = batch.seq;
      batches++;
    }
    expect([count, cursor]).toEqual([3000, 2999]);
    expect(batches).toBeGreaterThan(2);
  });

  it('hands out events in portions of a chosen size, at least one at a time', () => {
    const log = new RunLog('r');
    fill(log, 500);
    for (const maxCharacters of [1, 700, 1e9]) {
      const all: ChatEvent[] = [];
      let cursor = -1;
      for (
        let part = log.events(-1, maxCharacters);
        part;
        part = log.events(cursor, maxCharacters)
      ) {
        const { events, seq } = part;
        expect(seq).toBe(cursor + events.length);
        expect(events.length === 1 || JSON.stringify(events).length <= maxCharacters).toBe(true);
        all.push(...events);
        cursor = seq;
      }
      expect(all.slice(1)).toEqual(
        Array.from({ length: 499 }, (_, index) => delta(`${index + 1} `)),
      );
    }
  });

  it('wakes those who wait at each append', async () => {
    const log = new RunLog('r');
    const readers = [log.changed(10_000), log.changed(10_000)];
    log.append(delta('a'));
    expect(await Promise.all(readers)).toEqual([true, true]);
  });

  it('takes nothing after the terminal event', () => {
    const log = new RunLog('r');
    log.append({ type: 'abort' });
    log.append(delta('late'));
    expect([log.isEnded, log.lastSeq]).toEqual([true, 0]);
  });

  it('folds the oldest events into a snapshot when it is full', () => {
    const log = new RunLog('r', { maxEvents: 100 });
    fill(log, 1000);
    expect(log.lastSeq).toBe(999);
    expect(log.lastSeq - log.oldestSeq).toBeLessThanOrEqual(100);
    expect(log.isEvicted(0)).toBe(true);
    expect(log.isEvicted(log.oldestSeq - 1)).toBe(false);
    expect([log.read(0), log.readBytes(0), log.events(0, 1000)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    const { seq, message } = log.snapshot();
    const whole = Array.from({ length: 999 }, (_, index) => `${index + 1} `).join('');
    expect([seq, messageText(message)]).toEqual([999, whole]);
  });

  it('keeps its bytes below the cap, and snapshot plus tail is the whole message', () => {
    const log = new RunLog('r', { maxBytes: 10_000 });
    fill(log, 500);
    const middle = log.snapshot();
    for (let index = 0; index < 20; index++) log.append(delta(`tail ${index} `));
    expect(log.bytes).toBeLessThanOrEqual(10_000);
    const tail = decode(log.read(middle.seq)?.frames ?? '').map((frame): ChatEvent =>
      JSON.parse(frame.data),
    );
    const joined = tail.reduce<ChatMessage>(applyEvent, middle.message);
    expect(joined).toEqual(log.snapshot().message);
  });
});
