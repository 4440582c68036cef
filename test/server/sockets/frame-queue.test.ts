// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameQueue } from '../../../src/server/sockets/frame-queue.ts';

function recordingSocket() {
  const calls: string[] = [];
  return {
    calls,
    pause: () => void calls.push('pause'),
    resume: () => void calls.push('resume'),
    terminate: () => void calls.push('terminate'),
  };
}

const fail = () => {
  throw new Error('failed');
};

const whenDone = (queue: FrameQueue) =>
  new Promise<void>((resolve) => queue.add(0, resolve, () => undefined));

describe('the frames of one socket', () => {
  it('are handled one after the other, and those that fail are told, whatever fails how', async () => {
    const frame = fc.constantFrom('works', 'waits', 'throws', 'rejects');
    const property = fc.asyncProperty(fc.array(frame), async (frames) => {
      const queue = new FrameQueue(recordingSocket());
      const told: string[] = [];
      let underWay = 0;
      for (const [index, how] of frames.entries()) {
        const handle = () => {
          expect(underWay++).toBe(0);
          if (how === 'throws') {
            underWay--;
            throw new Error(how);
          }
          return (async () => {
            if (how !== 'works') await new Promise((resolve) => setImmediate(resolve));
            underWay--;
            if (how === 'rejects') throw new Error(how);
            told.push(`${index} ${how}`);
          })();
        };
        queue.add(1, handle, (error) => {
          told.push(`${index} ${error instanceof Error ? error.message : ''}`);
        });
      }
      await whenDone(queue);
      expect(told).toEqual(frames.map((how, index) => `${index} ${how}`));
    });
    await fc.assert(property, { numRuns: 50 });
  });

  it('go on though telling a failure fails as well, but not on that socket', async () => {
    const socket = recordingSocket();
    const queue = new FrameQueue(socket);
    queue.add(1, fail, fail);
    await whenDone(queue);
    expect(socket.calls).toEqual(['terminate']);
  });

  it('are not read while too many or too long ones wait', async () => {
    const many = recordingSocket();
    const byCount = new FrameQueue(many, { maxFrames: 3 });
    for (let count = 0; count < 5; count++)
      byCount.add(
        1,
        () => undefined,
        () => undefined,
      );
    expect(many.calls).toEqual(['pause']);
    await whenDone(byCount);
    await whenDone(byCount);
    expect(many.calls).toEqual(['pause', 'resume']);
    const long = recordingSocket();
    const bySize = new FrameQueue(long, { maxCharacters: 100 });
    bySize.add(
      99,
      () => undefined,
      () => undefined,
    );
    expect(long.calls).toEqual([]);
    bySize.add(
      2,
      () => undefined,
      () => undefined,
    );
    expect(long.calls).toEqual(['pause']);
  });
});
