// @vitest-environment node
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { spreadLastNet } from '../../../demo-server/server/last-net.ts';

/** A process that notes how it ends. */
function open(end: () => Promise<void>, endMs?: number) {
  const events = new EventEmitter();
  const failed: unknown[] = [];
  const tell = (error: unknown, where: string): void => void failed.push([error, where]);
  const exited = new Promise<number>((resolve) => {
    const here = {
      on: (event: string, listener: (error: unknown) => void) => void events.on(event, listener),
      exit: resolve,
    };
    spreadLastNet({ failed: tell, end, process: here, endMs });
  });
  return { events, failed, exited };
}

const fault = new Error('a fault');

describe('the last net', () => {
  it.each([
    ['uncaughtException', 'uncaught exception'],
    ['unhandledRejection', 'unhandled rejection'],
  ])('tells of an %s, has the rest told, and ends with 1', async (event, where) => {
    const told: string[] = [];
    const net = open(async () => void told.push('end'));
    net.events.emit(event, fault);
    expect(await net.exited).toBe(1);
    expect([net.failed, told]).toEqual([[[fault, where]], ['end']]);
  });

  it('ends once, however much fails meanwhile', async () => {
    const told: string[] = [];
    const net = open(async () => {
      told.push('end');
      net.events.emit('unhandledRejection', 'more');
      throw new Error('cannot end');
    });
    net.events.emit('uncaughtException', fault);
    expect(await net.exited).toBe(1);
    expect(told).toEqual(['end']);
    expect(net.failed).toEqual([
      [fault, 'uncaught exception'],
      ['more', 'unhandled rejection'],
      [new Error('cannot end'), 'ending after a fault'],
    ]);
  });

  it('ends though the rest is never told', async () => {
    const net = open(() => new Promise(() => undefined), 10);
    net.events.emit('uncaughtException', fault);
    expect(await net.exited).toBe(1);
  });
});
