// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest';
import type { SharedTextStore } from '../../src/shared-text/create-shared-text.ts';
import { eventually } from '../eventually.ts';
import { startDocuments, type DocumentServer } from './document-server.ts';

let server: DocumentServer;
afterEach(() => server.close());

const textOf = (person: SharedTextStore) => person.getState().text;
const ready = (...people: readonly SharedTextStore[]) =>
  eventually(() => {
    for (const person of people) expect(person.getState().status).toBe('connected');
  });

/** A source that gives a piece whenever it is told to. */
function pieces() {
  const waiting: string[] = [];
  let isOver = false;
  let wake: (() => void) | undefined;
  return {
    async *[Symbol.asyncIterator]() {
      for (;;) {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) yield next;
        if (isOver) return;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    give(piece: string) {
      waiting.push(piece);
      wake?.();
    },
    end() {
      isOver = true;
      wake?.();
    },
  };
}

describe('a shared text', () => {
  it('is the same for two who type at once, and for a third who comes later', async () => {
    server = await startDocuments();
    const [ann, bob] = [
      server.person('one', { name: 'Ann' }),
      server.person('one', { name: 'Bob' }),
    ];
    await ready(ann, bob);
    for (const [at, insert] of 'one two '.split('').entries()) ann.edit({ at, insert });
    for (const [at, insert] of 'ALPHA '.split('').entries()) bob.edit({ at, insert });
    await eventually(() => {
      expect(textOf(ann)).toHaveLength(14);
      expect(textOf(bob)).toBe(textOf(ann));
    });
    const cy = server.person('one', { name: 'Cy' });
    await eventually(() => expect(textOf(cy)).toBe(textOf(ann)));
    await eventually(() => {
      const names = cy.getState().members.map(({ name }) => name);
      expect(names[0]).toBe('Cy');
      expect(names.toSorted()).toEqual(['Ann', 'Bob', 'Cy']);
    });
  });

  it('says when the server has stored what was edited', async () => {
    server = await startDocuments();
    const ann = server.person('saved');
    ann.edit({ at: 0, insert: 'before it was connected' });
    expect(ann.getState().isSaved).toBe(false);
    await eventually(() => expect(ann.getState().isSaved).toBe(true));
    ann.edit({ at: 0, insert: 'and after. ' });
    expect(ann.getState().isSaved).toBe(false);
    await eventually(() => expect(ann.getState().isSaved).toBe(true));
  });

  it('shows where the others have their cursors, also when text comes before them', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('c', { name: 'Ann' }), server.person('c', { name: 'Bob' })];
    await ready(ann, bob);
    ann.edit({ at: 0, insert: 'hello world' });
    ann.setCursor(11, 6);
    await eventually(() => {
      expect(bob.getState().cursors).toMatchObject([{ name: 'Ann', anchor: 6, head: 11 }]);
    });
    bob.edit({ at: 0, insert: '>> ' });
    await eventually(() => {
      expect(bob.getState().cursors).toMatchObject([{ anchor: 9, head: 14 }]);
    });
    ann.close();
    await eventually(() => expect(bob.getState().members).toHaveLength(1));
    expect(bob.getState().cursors).toEqual([]);
  });

  it('goes on after the connection is lost, with what was edited meanwhile on both sides', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('off'), server.person('off')];
    await ready(ann, bob);
    ann.edit({ at: 0, insert: 'base ' });
    await eventually(() => expect(textOf(bob)).toBe('base '));
    bob.close();
    bob.edit({ at: 0, insert: 'RIGHT ' });
    ann.edit({ at: 5, insert: 'left' });
    bob.open();
    await eventually(() => {
      expect(textOf(ann)).toBe('RIGHT base left');
      expect(textOf(bob)).toBe('RIGHT base left');
    });
    await eventually(() => expect(ann.getState().members).toHaveLength(2));
  });
});

describe('a model in a shared text', () => {
  it('writes with a cursor while others type before and behind it', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('m', { name: 'Ann' }), server.person('m', { name: 'Bob' })];
    await ready(ann, bob);
    ann.edit({ at: 0, insert: '[]' });
    await eventually(() => expect(textOf(bob)).toBe('[]'));
    const source = pieces();
    const writing = ann.write(source, 1, { name: 'Tiny' });
    source.give('one');
    await eventually(() => expect(textOf(bob)).toBe('[one]'));
    expect(bob.getState().members.find(({ isModel }) => isModel)?.name).toBe('Tiny');
    bob.edit({ at: 0, insert: 'before ' });
    bob.edit({ at: 11, insert: ' behind' });
    await eventually(() => expect(textOf(ann)).toBe('before [one behind]'));
    await eventually(() => {
      expect(bob.getState().cursors.find(({ isModel }) => isModel)?.head).toBe(11);
    });
    source.give(' two');
    source.end();
    expect(await writing.ended).toBe('complete');
    await eventually(() => expect(textOf(bob)).toBe('before [one two behind]'));
    await eventually(() => {
      expect(bob.getState().members.some(({ isModel }) => isModel)).toBe(false);
    });
    expect(bob.getState().proposals).toMatchObject([{ by: 'Tiny', from: 8, to: 15 }]);
  });

  it('is taken back by one undo, though others have typed into its text', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('u'), server.person('u')];
    await ready(ann, bob);
    ann.edit({ at: 0, insert: 'keep ' });
    const source = pieces();
    const writing = ann.write(source, 5);
    source.give('model ');
    await eventually(() => expect(textOf(bob)).toBe('keep model '));
    bob.edit({ at: 7, insert: 'BOB' });
    await eventually(() => expect(textOf(ann)).toBe('keep moBOBdel '));
    source.give('text');
    await eventually(() => expect(textOf(bob)).toBe('keep moBOBdel text'));
    ann.undo();
    expect(await writing.ended).toBe('stopped');
    await eventually(() => expect(textOf(bob)).toBe('keep BOB'));
    expect(textOf(ann)).toBe('keep BOB');
    ann.redo();
    expect(textOf(ann)).toContain('text');
    ann.undo();
    ann.undo();
    expect(textOf(ann)).toBe('BOB');
  });

  it('puts its text in the place of a stretch; whoever rejects it has the old one back', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('r'), server.person('r')];
    await ready(ann, bob);
    ann.edit({ at: 0, insert: 'A long winded paragraph. End.' });
    const source = pieces();
    const writing = ann.write(source, { from: 2, to: 23 }, { name: 'Tiny' });
    expect(textOf(ann)).toBe('A long winded paragraph. End.');
    source.give('short ');
    source.give('one');
    source.end();
    await writing.ended;
    await eventually(() => expect(textOf(bob)).toBe('A short one. End.'));
    bob.reject(writing.id);
    expect(textOf(bob)).toBe('A long winded paragraph. End.');
    expect(bob.getState().proposals).toEqual([]);
    await eventually(() => expect(textOf(ann)).toBe(textOf(bob)));
  });

  it('has its text accepted by anybody; what is typed into it is nobody’s proposal', async () => {
    server = await startDocuments();
    const [ann, bob] = [server.person('a'), server.person('a')];
    await ready(ann, bob);
    const writing = ann.write(
      (async function* () {
        yield 'abcdef';
      })(),
      0,
    );
    await writing.ended;
    await eventually(() => expect(textOf(bob)).toBe('abcdef'));
    bob.edit({ at: 3, insert: '-mine-' });
    expect(bob.getState().proposals).toMatchObject([
      { from: 0, to: 3 },
      { from: 9, to: 12 },
    ]);
    bob.accept();
    await eventually(() => expect(ann.getState().proposals).toEqual([]));
    expect(textOf(ann)).toBe('abc-mine-def');
    ann.undo();
    expect(textOf(ann)).toBe('-mine-');
  });

  it('stops when it is told to, also while its source says nothing', async () => {
    server = await startDocuments();
    const ann = server.person('s');
    const source = pieces();
    const writing = ann.write(source);
    source.give('some');
    await eventually(() => expect(textOf(ann)).toBe('some'));
    expect(ann.getState().isWriting).toBe(true);
    ann.stop();
    expect(await writing.ended).toBe('stopped');
    source.give(' more');
    await eventually(() => expect(ann.getState().isWriting).toBe(false));
    expect(textOf(ann)).toBe('some');
  });

  it('says that its source has failed, and keeps what had come', async () => {
    server = await startDocuments();
    const ann = server.person('f');
    const writing = ann.write(
      (async function* () {
        yield 'half a 😀'.slice(0, -1);
        yield '😀'.slice(1);
        throw new Error('gone');
      })(),
    );
    expect(await writing.ended).toBe('failed');
    expect(writing.error?.code).toBe('server');
    expect(textOf(ann)).toBe('half a 😀');
  });
});
