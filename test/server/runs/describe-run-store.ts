import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatError, messageText } from '../../../src/protocol/index.ts';
import {
  ownerOfFirstVisit,
  type Run,
  type RunSource,
  type RunStore,
} from '../../../src/server/index.ts';
import { long, quick, readToEnd, runOf, slow, sourceOf } from './scripts.ts';

/** Two servers' views of the runs; a store that is not shared gives the same one twice. */
export interface RunStoreStand {
  /** Where runs are started. */
  readonly here: RunStore;
  /** Where they are read and stopped. */
  readonly there: RunStore;
  close(): Promise<void>;
}

/** A source that fails when it is read. */
function failing(error: Error): RunSource {
  const next = async () => {
    throw error;
  };
  return () => ({ [Symbol.asyncIterator]: () => ({ next }) });
}

function refuse(): never {
  throw new ChatError('overloaded', 'The line is full. Ask again.');
}

/** States what every store of runs promises. */
export function describeRunStore(name: string, openStand: () => Promise<RunStoreStand>): void {
  describe(`the runs of ${name}`, () => {
    let stand: RunStoreStand;
    beforeEach(async () => {
      stand = await openStand();
    });
    afterEach(() => stand.close());

    it('forgets the runs of a chat for their owner, and for nobody else', async () => {
      const run = await stand.here.create(runOf(slow, 'run-forgotten', { owner: 'alice' }));
      await stand.there.forgetChat('chat', 'bob');
      await stand.there.forgetChat('chat', '');
      await stand.there.forgetChat('other', 'alice');
      expect(run.log.isEnded).toBe(false);
      await stand.there.forgetChat('chat', 'alice');
      expect(run.log.isEnded).toBe(true);
      expect(await stand.there.activeIn('chat', 'alice')).toBeUndefined();
      expect(await stand.there.get('run-forgotten', 'alice')).toBeUndefined();
    });

    it('forgets all runs of an owner, and of nobody else', async () => {
      const ofBob = { owner: 'bob' };
      const runs = [
        await stand.here.create(runOf(slow, 'run-in-one', { owner: 'alice', chatId: 'one' })),
        await stand.there.create(runOf(slow, 'run-in-two', { owner: 'alice', chatId: 'two' })),
      ];
      const other = await stand.here.create(runOf(slow, 'run-of-bob', { ...ofBob, chatId: 'one' }));
      await stand.there.forgetOwner('');
      await stand.there.forgetOwner('alice');
      expect(runs.map(({ log }) => log.isEnded)).toEqual([true, true]);
      for (const { id } of runs) expect(await stand.there.get(id, 'alice')).toBeUndefined();
      expect(other.log.isEnded).toBe(false);
      await stand.there.forgetOwner('bob');
      expect(await stand.there.get('run-of-bob', 'bob')).toBeUndefined();
    });

    it('writes an answer though nobody reads it', async () => {
      const run = await stand.here.create(runOf(quick, 'a'));
      await run.settled;
      const { message } = run.log.snapshot();
      expect(message).toMatchObject({
        id: 'a',
        end: 'complete',
        metadata: { usage: { outputTokens: 3 } },
      });
      expect(messageText(message)).toBe('one two three');
    });

    it('gives every reader every event in order, to one that comes early and to one that comes late', async () => {
      const run = await stand.here.create(runOf(long, 'a'));
      const early = readToEnd(await stand.there.get('a', ''));
      const here = await readToEnd(run);
      expect(here.length).toBeGreaterThan(10);
      expect(await early).toEqual(here);
      expect(await readToEnd(await stand.there.get('a', ''))).toEqual(here);
    });

    it('finds the run that writes in a chat, and none when it has ended', async () => {
      await stand.here.create(runOf(slow, 'a', { owner: 'alice' }));
      await stand.here.create(runOf(slow, 'b', { owner: 'alice', chatId: 'other' }));
      expect((await stand.there.activeIn('chat', 'alice'))?.id).toBe('a');
      const run = await stand.there.cancel('a', 'user', 'alice');
      await readToEnd(run);
      expect(await stand.there.activeIn('chat', 'alice')).toBeUndefined();
    });

    it('finds the older run of a chat again when a newer one has ended', async () => {
      await stand.here.create(runOf(slow, 'older', { owner: 'alice' }));
      await stand.here.create(runOf(quick, 'newer', { owner: 'alice' }));
      // Read where it is looked for: its end is there a moment later than here.
      await readToEnd(await stand.there.get('newer', 'alice'));
      expect((await stand.there.activeIn('chat', 'alice'))?.id).toBe('older');
    });

    it('generates once, however often and wherever the same question is asked', async () => {
      let opened = 0;
      const source: RunSource = (task) => {
        opened++;
        return sourceOf(quick, 'a')(task);
      };
      const asked = [stand.here, stand.there, stand.here, stand.there];
      const runs = await Promise.all(
        asked.map((store) => store.create(runOf(quick, 'a', { source }))),
      );
      const read = await Promise.all(runs.map(readToEnd));
      expect(opened).toBe(1);
      expect(read.slice(1)).toEqual([read[0], read[0], read[0]]);
    });

    it('refuses an id that belongs to another chat or to another owner', async () => {
      await stand.here.create(runOf(slow, 'a', { owner: 'alice' }));
      for (const more of [{ chatId: 'other', owner: 'alice' }, { owner: 'bob' }, { owner: '' }]) {
        await expect(stand.there.create(runOf(slow, 'a', more))).rejects.toMatchObject({
          status: 409,
        });
      }
    });

    it('hides the run of an owner from everybody else', async () => {
      await stand.here.create(runOf(slow, 'a', { owner: 'alice' }));
      for (const foreign of ['bob', '']) {
        expect(await stand.there.get('a', foreign)).toBeUndefined();
        expect(await stand.there.activeIn('chat', foreign)).toBeUndefined();
        expect(await stand.there.cancel('a', 'sabotage', foreign)).toBeUndefined();
      }
      expect((await stand.there.activeIn('chat', 'alice'))?.id).toBe('a');
      expect((await stand.there.get('a', 'alice'))?.log.isEnded).toBe(false);
    });

    it('opens the run of nobody to whoever holds its id, and to nobody who knows its chat alone', async () => {
      await stand.here.create(runOf(slow, 'a'));
      for (const reader of ['', 'alice']) {
        expect((await stand.there.get('a', reader))?.id).toBe('a');
        expect(await stand.there.activeIn('chat', reader)).toBeUndefined();
      }
    });

    it('lets the runs of strangers in a chat of the same name not hide one’s own', async () => {
      await stand.here.create(runOf(slow, 'mine', { owner: ownerOfFirstVisit('alice') }));
      for (let index = 0; index < 20; index++) {
        const owner = index % 2 === 0 ? '' : ownerOfFirstVisit(`stranger ${index}`);
        await stand.here.create(runOf(slow, `foreign-${index}`, { owner }));
      }
      expect((await stand.there.activeIn('chat', 'alice'))?.id).toBe('mine');
    });

    it('opens the run of a first visit to its browser and to who has no identity, and to nobody else', async () => {
      await stand.here.create(runOf(slow, 'a', { owner: ownerOfFirstVisit('alice') }));
      expect(await stand.there.get('a', 'bob')).toBeUndefined();
      expect(await stand.there.activeIn('chat', 'bob')).toBeUndefined();
      expect(await stand.there.cancel('a', 'sabotage', 'bob')).toBeUndefined();
      for (const reader of ['', 'alice']) {
        expect((await stand.there.get('a', reader))?.log.isEnded).toBe(false);
      }
      expect(await stand.there.activeIn('chat', '')).toBeUndefined();
      expect((await stand.there.activeIn('chat', 'alice'))?.id).toBe('a');
      const again = runOf(slow, 'a', { owner: ownerOfFirstVisit('the same without a cookie') });
      expect((await stand.there.create(again)).id).toBe('a');
      const stopped = await stand.there.cancel('a', 'enough', 'alice');
      expect((await readToEnd(stopped)).at(-1)).toEqual({ type: 'abort', reason: 'enough' });
    });

    it('stops a run from elsewhere, once, and every reader sees the end and its reason', async () => {
      const run = await stand.here.create(runOf(slow, 'a'));
      const readers = [readToEnd(run), readToEnd(await stand.there.get('a', ''))];
      await stand.there.cancel('a', 'first', '');
      await stand.there.cancel('a', 'second', '');
      const [here, there] = await Promise.all(readers);
      expect(here?.at(-1)).toEqual({ type: 'abort', reason: 'first' });
      expect(there).toEqual(here);
    });

    it('leaves a run that has ended as it is', async () => {
      const run = await stand.here.create(runOf(quick, 'a'));
      await readToEnd(await stand.there.get('a', ''));
      const stopped = await stand.there.cancel('a', 'too late', '');
      await stopped?.settled;
      expect(stopped?.log.snapshot()).toEqual(run.log.snapshot());
      expect(stopped?.log.snapshot().message.end).toBe('complete');
    });

    it('stops a run whose cancel came before its question, and no other', async () => {
      expect(await stand.there.cancel('a', 'user', '')).toBeUndefined();
      const stopped = await stand.here.create(runOf(slow, 'a'));
      const other = await stand.here.create(runOf(quick, 'b'));
      await Promise.all([stopped.settled, other.settled]);
      const { message } = stopped.log.snapshot();
      expect([message.end, messageText(message)]).toEqual(['aborted', '']);
      expect(other.log.snapshot().message.end).toBe('complete');
    });

    it('forgets no early cancel for the many of a stranger', async () => {
      await stand.there.cancel('mine', 'user', 'alice', '192.0.2.1');
      await stand.there.cancel('nobody’s', 'user', '', '192.0.2.1');
      for (let index = 0; index < 300; index++) {
        await stand.there.cancel(
          `made-up-${index}`,
          'noise',
          index % 2 ? '' : 'mallory',
          '192.0.2.9',
        );
      }
      const runs = [
        await stand.here.create(runOf(slow, 'mine', { owner: 'alice' })),
        await stand.here.create(runOf(slow, 'nobody’s')),
      ];
      await Promise.all(runs.map((run) => run.settled));
      expect(runs.map((run) => run.log.snapshot().message.end)).toEqual(['aborted', 'aborted']);
    });

    it('keeps nothing of a question that is refused', async () => {
      await expect(stand.here.create(runOf(quick, 'a', { source: refuse }))).rejects.toMatchObject({
        code: 'overloaded',
      });
      expect(await stand.there.get('a', '')).toBeUndefined();
      const run = await stand.there.create(runOf(quick, 'a'));
      expect((await readToEnd(run)).at(-1)?.type).toBe('finish');
    });

    it('ends a run with an error when its source fails, without saying more than it should', async () => {
      const known = failing(new ChatError('server', 'The model failed.'));
      const foreign = failing(new Error('/secret/path'));
      await stand.here.create(runOf(quick, 'a', { source: known }));
      await stand.here.create(runOf(quick, 'b', { source: foreign }));
      expect((await readToEnd(await stand.there.get('a', ''))).at(-1)).toEqual({
        type: 'error',
        errorText: 'The model failed.',
      });
      const told = JSON.stringify(await readToEnd(await stand.there.get('b', '')));
      expect(told).toContain('"error"');
      expect(told).not.toContain('secret');
    });

    it('gives a late reader of a long run a snapshot that makes up for what is no longer kept', async () => {
      const run = await stand.here.create(runOf(long, 'a', { limits: { maxBytes: 2000 } }));
      await run.settled;
      await readTail(await stand.there.get('a', ''));
      const there = await stand.there.get('a', '');
      expect(there?.log.isEvicted(-1)).toBe(true);
      expect(there?.log.snapshot()).toEqual(run.log.snapshot());
      expect(messageText(run.log.snapshot().message)).toBe('word '.repeat(2000));
    });

    it('stops what it writes when it closes, and says so to readers elsewhere', async () => {
      await stand.here.create(runOf(slow, 'a'));
      const reading = readToEnd(await stand.there.get('a', ''));
      await stand.here.close();
      expect((await reading).at(-1)).toEqual({
        type: 'abort',
        reason: 'the server is shutting down',
      });
    });
  });
}

/** Waits for the end of a run whose beginning is gone. */
async function readTail(run: Run | undefined): Promise<void> {
  const leave = run?.attach();
  await run?.settled;
  leave?.();
}
