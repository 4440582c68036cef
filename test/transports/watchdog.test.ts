// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { manualClock } from '../../src/testing/manual-clock.ts';
import { createWatchdog } from '../../src/transports/watchdog.ts';
import { manualPage } from './manual-page.ts';

function setUp() {
  const clock = manualClock();
  const page = manualPage();
  const onSilence = vi.fn<(timeoutMs: number) => void>();
  const watchdog = createWatchdog({ clock, page, onSilence });
  watchdog.watch(1000);
  return { clock, page, onSilence, watchdog };
}

describe('Watchdog', () => {
  it('barks once, after a full time of silence', async () => {
    const { clock, onSilence, watchdog } = setUp();
    await clock.advance(999);
    watchdog.heard();
    await clock.advance(999);
    expect(onSilence).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(onSilence.mock.calls).toEqual([[1000]]);
    expect(clock.pending).toBe(0);
  });

  it('counts no time in which nobody waits for a byte', async () => {
    const { clock, onSilence, watchdog } = setUp();
    watchdog.rest();
    await clock.advance(60_000);
    expect(watchdog.silentMs()).toBe(0);
    watchdog.listen();
    await clock.advance(999);
    expect([watchdog.silentMs(), onSilence.mock.calls.length]).toEqual([999, 0]);
    await clock.advance(1);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('takes another measure while it watches', async () => {
    const { clock, onSilence, watchdog } = setUp();
    await clock.advance(900);
    watchdog.watch(5000);
    await clock.advance(4999);
    expect(onSilence).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(onSilence.mock.calls).toEqual([[5000]]);
  });

  it('keeps one timer, however much it hears', async () => {
    const { clock, watchdog } = setUp();
    for (let chunk = 0; chunk < 100; chunk++) {
      watchdog.heard();
      await clock.advance(50);
    }
    expect(clock.pending).toBe(1);
  });

  it('sleeps while the page is hidden, and gives the connection a full time after', async () => {
    const { clock, page, onSilence, watchdog } = setUp();
    page.set({ hidden: true });
    await clock.advance(60_000);
    page.set({ hidden: false });
    watchdog.heard();
    await clock.advance(999);
    expect(onSilence).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('leaves nothing behind when it is stopped', async () => {
    const { clock, onSilence, watchdog } = setUp();
    watchdog.stop();
    await clock.advance(5000);
    expect(onSilence).not.toHaveBeenCalled();
    expect(clock.pending).toBe(0);
  });
});
