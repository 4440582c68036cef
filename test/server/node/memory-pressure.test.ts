// @vitest-environment node
import { array, assert, nat, property } from 'fast-check';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { hangUpOnSlow, memoryPressure } from '../../../src/server/node/memory-pressure.ts';
import { eventually } from '../../eventually.ts';

const gib = 2 ** 30;
const use = { used: gib, size: 2 * gib, heapUsed: gib, heapSize: 4 * gib };
const told = (more: Partial<typeof use>, share?: number) =>
  memoryPressure({ measure: () => ({ ...use, ...more }), share })();
const sum = (list: readonly number[]) => list.reduce((all, each) => all + each, 0);

function waiting(lengths: readonly number[]) {
  const gone: number[] = [];
  const connections = lengths.map((writableLength) => ({
    writableLength,
    destroy: () => gone.push(writableLength),
  }));
  return { gone, connections: connections as unknown as Socket[] };
}

describe('memoryPressure', () => {
  it('tells by the memory of the process, and by its heap', () => {
    expect(told({})).toBe(false);
    expect(told({ used: 1.8 * gib })).toBe(true);
    expect(told({ heapUsed: 3.5 * gib })).toBe(true);
    expect(told({}, 0.4)).toBe(true);
    // Where nobody bounds the process.
    expect(told({ used: 100 * gib, size: Infinity })).toBe(false);
  });

  it('looks once a second, however often it is asked', () => {
    let time = 0;
    let looks = 0;
    const measure = () => {
      looks += 1;
      return { ...use, used: looks * gib };
    };
    const isTight = memoryPressure({ measure, now: () => time });
    expect([isTight(), isTight()]).toEqual([false, false]);
    time = 1000;
    expect([isTight(), isTight(), looks]).toEqual([true, true, 2]);
  });

  it('reads this very process', () => {
    expect(memoryPressure({ share: 1e-9 })()).toBe(true);
    expect(memoryPressure({ share: 1 })()).toBe(false);
  });
});

describe('hangUpOnSlow', () => {
  it('lets go of the slowest, as few as will do, and of nobody who keeps up', () => {
    assert(
      property(array(nat(1000), { maxLength: 30 }), nat(3000), (lengths, keep) => {
        const { gone, connections } = waiting(lengths);
        expect(hangUpOnSlow(connections, keep)).toBe(gone.length);
        expect(sum(lengths) - sum(gone)).toBeLessThanOrEqual(Math.max(keep, 0));
        expect(gone).not.toContain(0);
        // One less would not have done.
        const before = gone.length > 0 ? sum(lengths) - sum(gone.slice(0, -1)) : Infinity;
        expect(before).toBeGreaterThan(keep);
        const left = lengths.toSorted((one, other) => other - one).slice(gone.length);
        expect(Math.max(0, ...left)).toBeLessThanOrEqual(Math.min(Infinity, ...gone));
      }),
    );
  });

  it('cuts a connection that takes nothing, and spares one that does', async () => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [slow, quick] = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    slow.pause().on('error', () => undefined);
    quick.resume();
    try {
      await eventually(() => expect(sockets).toHaveLength(2));
      const isSlow = ({ remotePort }: Socket) => remotePort === slow.localPort;
      for (const socket of sockets) {
        socket.on('error', () => undefined);
        for (let piece = 0; piece < 400; piece += 1) socket.write(Buffer.alloc(64 * 1024));
      }
      const left = () => sockets.find((socket) => !isSlow(socket));
      await eventually(() => expect(left()?.writableLength).toBe(0));
      expect(hangUpOnSlow(sockets, 1024)).toBe(1);
      expect(sockets.filter(({ destroyed }) => destroyed).map(isSlow)).toEqual([true]);
    } finally {
      for (const socket of [slow, quick, ...sockets]) socket.destroy();
      server.close();
    }
  });
});
