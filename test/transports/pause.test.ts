// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { manualClock, settle } from '../../src/testing/manual-clock.ts';
import { pause } from '../../src/transports/pause.ts';
import { manualPage } from './manual-page.ts';

function setUp(state: { online?: boolean } = {}, onlineDelayMs = 0) {
  const clock = manualClock();
  const page = manualPage();
  page.set(state);
  const controller = new AbortController();
  let isOver = false;
  const begin = () =>
    void pause(
      { delayMs: 1000, onlineDelayMs, wasOnline: page.isOnline() },
      { clock, page, signal: controller.signal },
    ).then(() => (isOver = true));
  return {
    clock,
    page,
    controller,
    begin,
    isOver: async () => {
      await settle();
      return isOver;
    },
  };
}

describe('pause', () => {
  it('lasts its time and leaves nothing behind', async () => {
    const { clock, page, begin, isOver } = setUp();
    begin();
    await clock.advance(999);
    expect(await isOver()).toBe(false);
    await clock.advance(1);
    expect(await isOver()).toBe(true);
    expect([clock.pending, page.listeners]).toEqual([0, 0]);
  });

  it('ends at once when it is aborted, before or while it lasts', async () => {
    const running = setUp();
    running.begin();
    running.controller.abort();
    expect(await running.isOver()).toBe(true);
    expect(running.clock.pending).toBe(0);
    running.begin();
    expect([running.clock.pending, running.page.listeners]).toEqual([0, 0]);
  });

  it('ends when an offline page comes online, but not for other signals', async () => {
    const { page, begin, isOver } = setUp({ online: false });
    begin();
    page.set({ hidden: true });
    expect(await isOver()).toBe(false);
    page.set({ online: true });
    expect(await isOver()).toBe(true);
  });

  it('waits a moment of its own after the page comes online, and no longer than planned', async () => {
    const { clock, page, begin, isOver } = setUp({ online: false }, 200);
    begin();
    page.set({ online: true });
    await clock.advance(199);
    expect(await isOver()).toBe(false);
    // It was offline again for a while.
    page.set({ online: false });
    await clock.advance(1);
    expect(await isOver()).toBe(false);
    page.set({ online: true });
    await clock.advance(200);
    expect(await isOver()).toBe(true);
    expect([clock.pending, page.listeners]).toEqual([0, 0]);
  });

  it('does not sleep through a network that came back before it began', async () => {
    const { clock, page, controller, isOver } = setUp();
    const { signal } = controller;
    let hasEnded = false;
    const retry = { delayMs: 30_000, onlineDelayMs: 0, wasOnline: false };
    void pause(retry, { clock, page, signal }).then(() => (hasEnded = true));
    await isOver();
    expect([hasEnded, clock.pending]).toEqual([true, 0]);
  });
});
