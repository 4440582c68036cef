// @vitest-environment node
import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { AckWindow } from '../../../../demo-server/sockets/guides/ack-window.ts';

describe('a window of acknowledgements', () => {
  it('never has more under way than it is large, whatever is acknowledged', () => {
    const steps = array(integer({ min: -1, max: 60 }), { maxLength: 100 });
    assert(
      property(integer({ min: 1, max: 20 }), steps, (size, acknowledged) => {
        const window = new AckWindow({ size, onRoom: () => undefined });
        let next = 0;
        for (const chunk of acknowledged) {
          while (window.take(next)) next++;
          expect(window.pending).toBe(size);
          window.acknowledge(chunk);
          expect(window.pending).toBeGreaterThanOrEqual(0);
        }
        window.close();
      }),
    );
  });

  it('sends the next window to a client that acknowledges nothing, after a while', () => {
    vi.useFakeTimers();
    const onRoom = vi.fn();
    const window = new AckWindow({ size: 2, waitMs: 1000, onRoom });
    expect([window.take(0), window.take(1), window.take(2)]).toEqual([true, true, false]);
    vi.advanceTimersByTime(1000);
    expect(onRoom).toHaveBeenCalledOnce();
    expect(window.take(2)).toBe(true);
    vi.useRealTimers();
  });
});
