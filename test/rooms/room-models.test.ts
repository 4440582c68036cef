// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import { ChatError } from '../../src/protocol/index.ts';
import type { RoomModel } from '../../src/server/index.ts';
import { eventually } from '../eventually.ts';
import { namesIn, saidIn, startRoomServer } from './room-server.ts';

let server: Awaited<ReturnType<typeof startRoomServer>>;

async function start(...models: RoomModel[]) {
  server = await startRoomServer({ models });
  return [server.enter('Ann'), server.enter('Bob')] as const;
}

afterEach(() => server.close());

/** A model that says so many words, then waits to be stopped or let go. */
function slowModel(name: string) {
  const gate = new AbortController();
  const going = new Promise((resolve) => gate.signal.addEventListener('abort', resolve));
  const model: RoomModel = {
    name,
    async *answer({ question, signal }) {
      yield `To ${question.author.name}: `;
      await Promise.race([
        going,
        new Promise((resolve) => signal.addEventListener('abort', resolve)),
      ]);
      yield 'done';
    },
  };
  return { model, go: () => gate.abort() };
}

describe('a model in a room', () => {
  it('is a member, and answers whoever names it, for all to read', async () => {
    const { model, go } = slowModel('Ada');
    const [ann, bob] = await start(model);
    await eventually(() => expect(namesIn(bob)).toContain('Ada'));
    await ann.send('nobody is asked, mail@adamant.example');
    await ann.send('Hello @ada, how are you?');
    await eventually(() => {
      expect(saidIn(bob).at(-1)).toBe('Ada: To Ann: ');
      expect(saidIn(ann).at(-1)).toBe('Ada: To Ann: ');
    });
    const live = bob.getState().messages.at(-1);
    expect(live).toMatchObject({ role: 'assistant', author: { kind: 'model' } });
    expect(live?.end).toBeUndefined();
    go();
    await eventually(() => {
      expect(ann.getState().messages.at(-1)).toMatchObject({ end: 'complete' });
      expect(saidIn(ann).at(-1)).toBe('Ada: To Ann: done');
    });
    expect(saidIn(ann)).toHaveLength(3);
  });

  it('is stopped by any member, and keeps what it has written', async () => {
    const [ann, bob] = await start(slowModel('Ada').model);
    await ann.send('@Ada go on for ever');
    await eventually(() => expect(saidIn(bob).at(-1)).toBe('Ada: To Ann: '));
    const id = bob.getState().messages.at(-1)?.id ?? '';
    expect(await bob.stop(id)).toMatchObject({ accepted: true });
    await eventually(() => {
      expect(ann.getState().messages.at(-1)).toMatchObject({ end: 'aborted' });
      expect(saidIn(ann).at(-1)).toBe('Ada: To Ann: ');
    });
  });

  it('answers several at once, each on its own', async () => {
    const [first, second] = [slowModel('Ada'), slowModel('Bo')];
    const [ann, bob] = await start(first.model, second.model);
    await ann.send('@Ada and @Bo, who is faster?');
    await bob.send('@Bo, you are');
    await eventually(() =>
      expect(ann.getState().messages.filter(({ run }) => run)).toHaveLength(3),
    );
    second.go();
    await eventually(() => {
      const ends = bob
        .getState()
        .messages.flatMap(({ author, run, end }) => (run ? [`${author.name} ${end}`] : []));
      expect(ends.toSorted()).toEqual(['Ada undefined', 'Bo complete', 'Bo complete']);
    });
    first.go();
    await eventually(() =>
      expect(bob.getState().messages.every(({ run, end }) => !run || end)).toBe(true),
    );
  });

  it('is read on after a cut, and by who comes in the middle', async () => {
    const { model, go } = slowModel('Ada');
    const [ann] = await start(model);
    await ann.send('@Ada?');
    await eventually(() => expect(saidIn(ann).at(-1)).toBe('Ada: To Ann: '));
    server.cut();
    const cy = server.enter('Cy');
    await eventually(() => expect(saidIn(cy).at(-1)).toBe('Ada: To Ann: '));
    await eventually(() => expect(ann.getState().status).toBe('joined'));
    go();
    await eventually(() => {
      expect(saidIn(ann).at(-1)).toBe('Ada: To Ann: done');
      expect(saidIn(cy)).toEqual(saidIn(ann));
    });
  });

  it('says in the room what it refuses, and answers the next question', async () => {
    let times = 0;
    const [ann, bob] = await start({
      name: 'Ada',
      answers: 'always',
      answer() {
        if (times++ > 0) return 'Yes.';
        throw new ChatError('overloaded', 'I am busy.');
      },
    });
    await ann.send('Are you there?');
    await eventually(() =>
      expect(bob.getState().messages.at(-1)).toMatchObject({
        end: 'error',
        error: { message: 'I am busy.' },
      }),
    );
    await bob.send('And now?');
    await eventually(() => expect(saidIn(ann).at(-1)).toBe('Ada: Yes.'));
  });

  it('writes no more than the room allows at once', async () => {
    const { model, go } = slowModel('Ada');
    const [ann, bob] = await start(model);
    for (let index = 0; index < 6; index++) await ann.send(`@Ada ${index}`);
    await eventually(() => {
      const answers = bob.getState().messages.filter(({ role }) => role === 'assistant');
      expect(answers).toHaveLength(6);
      expect(answers.filter(({ end }) => end === 'error')).toHaveLength(2);
    });
    go();
  });
});
