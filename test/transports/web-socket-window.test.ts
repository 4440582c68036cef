// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventsFrame } from '../../src/protocol/web-socket-frame.ts';
import { ReceiveWindow } from '../../src/transports/web-socket/web-socket-window.ts';

function frame(seq: number, count = 1): EventsFrame {
  return {
    type: 'ev',
    run: 'r',
    seq,
    evs: Array.from({ length: count }, (_, index) => seq + index),
  };
}

/** Takes what is ready and applies it; returns the events and the credit that was given. */
function drain(window: ReceiveWindow) {
  const events: unknown[] = [];
  let credit = 0;
  for (let ready = window.shift(); ready; ready = window.shift()) {
    events.push(...ready.evs);
    credit += window.apply(ready.seq + ready.evs.length - 1);
  }
  return { events, credit };
}

describe('the window of a reader', () => {
  it('hands on each event once and in order, however the frames come', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 12 });
    const way = fc.array(fc.nat(), { maxLength: 60 });
    fc.assert(
      fc.property(cuts, way, (sizes, choices) => {
        const frames = sizes.map((size, index) =>
          frame(
            sizes.slice(0, index).reduce((sum, each) => sum + each, 0),
            size,
          ),
        );
        const window = new ReceiveWindow(-1);
        const events: unknown[] = [];
        for (const choice of choices) {
          window.take(frames[choice % frames.length] ?? frame(0), 0, 10);
          events.push(...drain(window).events);
        }
        for (const each of frames) window.take(each, 0, 10);
        events.push(...drain(window).events);
        const total = sizes.reduce((sum, each) => sum + each, 0);
        expect(events).toEqual(Array.from({ length: total }, (_, index) => index));
        expect(window.missing).toBeUndefined();
        expect(window.unacknowledged).toBe(0);
      }),
    );
  });

  it('hands on what is new in a frame that overlaps', () => {
    const window = new ReceiveWindow(3);
    window.take(frame(2, 4), 0, 10);
    expect(drain(window).events).toEqual([4, 5]);
    window.take(frame(4, 2), 0, 10);
    expect(drain(window).events).toEqual([]);
    expect([window.received, window.applied]).toEqual([5, 5]);
  });

  it('names what is missing, before a frame that is held back and up to what the server is known to have', () => {
    const window = new ReceiveWindow(-1);
    expect(window.missing).toBeUndefined();
    window.take(frame(4), 0, 10);
    window.take(frame(7), 0, 10);
    expect(window.missing).toEqual({ from: 0, to: 3 });
    window.take(frame(0, 4), 0, 10);
    expect(window.missing).toEqual({ from: 5, to: 6 });
    window.take(frame(5, 2), 0, 10);
    expect(window.missing).toBeUndefined();
    window.know(9);
    expect(window.missing).toEqual({ from: 8, to: 9 });
  });

  it('holds at most 64 frames and 256 KiB back', () => {
    const many = new ReceiveWindow(-1);
    for (let seq = 1; seq <= 64; seq += 1) expect(many.take(frame(seq), 0, 10)).toBe(true);
    expect(many.take(frame(65), 0, 10)).toBe(false);
    const large = new ReceiveWindow(-1);
    for (let seq = 1; seq <= 4; seq += 1) expect(large.take(frame(seq), 0, 65_536)).toBe(true);
    expect(large.take(frame(5), 0, 65_536)).toBe(false);
    large.ask();
    expect(large.missing).toBeUndefined();
  });

  it('asks with 32 frames and tops up when half of them are applied, not when they have come', () => {
    const window = new ReceiveWindow(-1);
    expect(window.ask()).toBe(32);
    for (let seq = 0; seq < 32; seq += 1) {
      window.take(frame(seq), 0, 10);
      expect(window.topUp()).toBe(0);
    }
    const given: number[] = [];
    for (let ready = window.shift(); ready; ready = window.shift())
      given.push(window.apply(ready.seq));
    expect(given.map((credit, index) => credit && index + 1).filter(Boolean)).toEqual([16, 32]);
    expect(given.filter(Boolean)).toEqual([16, 16]);
  });

  it('is as small as the server wants it', () => {
    const window = new ReceiveWindow(-1);
    window.limit(4);
    expect(window.ask()).toBe(4);
    const given = [0, 1, 2, 3].map((seq) => {
      window.take(frame(seq), 0, 10);
      return drain(window).credit;
    });
    expect(given).toEqual([0, 2, 0, 2]);
    window.limit(0);
    expect(window.ask()).toBe(1);
  });

  it('gives back what repeated frames have cost, and what was lost with others', () => {
    const window = new ReceiveWindow(-1);
    window.ask();
    window.take(frame(0), 0, 10);
    for (let again = 0; again < 15; again += 1) window.take(frame(0), 0, 10);
    expect(drain(window).credit).toBe(16);
    window.take(frame(5), 0, 10);
    expect(window.refill()).toBe(31);
  });

  it('never has more than its window in frames that came and frames that may come', () => {
    const steps = fc.array(fc.constantFrom('take', 'apply'), { maxLength: 300 });
    fc.assert(
      fc.property(steps, (chosen) => {
        const window = new ReceiveWindow(-1);
        let leave = window.ask();
        let backlog = 0;
        for (const step of chosen) {
          const ready = step === 'apply' ? window.shift() : undefined;
          if (ready) leave += window.apply(ready.seq);
          else if (step === 'take' && leave > 0) window.take(frame(window.received + 1), 0, 10);
          else continue;
          backlog += ready ? -1 : 1;
          leave -= ready ? 0 : 1;
          expect(leave + backlog).toBeLessThanOrEqual(32);
        }
      }),
    );
  });

  it('goes on behind a snapshot, and needs none for what it has', () => {
    const window = new ReceiveWindow(-1);
    window.take(frame(0, 2), 0, 10);
    window.take(frame(4, 4), 0, 10);
    expect(window.skipTo(5)).toBe(true);
    expect(drain(window).events).toEqual([6, 7]);
    expect([window.applied, window.missing]).toEqual([7, undefined]);
    expect(window.skipTo(7)).toBe(false);
  });
});
