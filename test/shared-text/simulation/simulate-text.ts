import { vi } from 'vitest';
import { createDocuments, type Documents } from '../../../src/server/documents/create-documents.ts';
import { memoryDocuments } from '../../../src/server/documents/memory-documents.ts';
import {
  createSharedText,
  type SharedTextStore,
} from '../../../src/shared-text/create-shared-text.ts';
import { createRandom, type Random } from '../../simulation/random.ts';
import { FakeNetwork } from './fake-network.ts';

const page = { isOnline: () => true, isHidden: () => false, subscribe: () => () => undefined };
const letters = ['a', 'b', 'é', '字', '😀', ' ', '\n'] as const;

/** A model that writes a piece whenever the world wants. */
class FakeModel {
  readonly #pieces: string[] = [];
  #isOver = false;
  #wake: (() => void) | undefined;

  async *[Symbol.asyncIterator]() {
    for (;;) {
      for (let next = this.#pieces.shift(); next !== undefined; next = this.#pieces.shift()) {
        yield next;
      }
      if (this.#isOver) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  give(piece: string): void {
    this.#pieces.push(piece);
    this.#wake?.();
  }

  end(): void {
    this.#isOver = true;
    this.#wake?.();
  }
}

/** One random schedule: 2 to 5 people at 1 or 2 servers of one store, who edit, undo, have models write, and are cut off. */
class TextWorld {
  readonly #random: Random;
  readonly #store = memoryDocuments();
  readonly #network: FakeNetwork;
  readonly #people: SharedTextStore[];
  readonly #models: FakeModel[] = [];
  readonly #servers: [Documents, ...Documents[]];
  /** Whether nothing is ever deleted, so that all that was written must be there. */
  readonly #onlyAdds: boolean;
  readonly #written: string[] = [];

  constructor(seed: number) {
    const random = (this.#random = createRandom(seed));
    this.#onlyAdds = random.chance(0.3);
    this.#servers = [this.#open(), ...(random.chance(0.3) ? [this.#open()] : [])];
    this.#network = new FakeNetwork(random, () => this.#servers);
    this.#people = Array.from({ length: 2 + random.int(4) }, (_, index) =>
      createSharedText({
        url: 'http://localhost/',
        document: 'one',
        name: `person ${index}`,
        WebSocket: this.#network.WebSocket,
        page,
        random: () => random.next(),
      }),
    );
    for (const person of this.#people) person.open();
  }

  async run(): Promise<string[]> {
    const steps = 20 + this.#random.int(60);
    for (let step = 0; step < steps; step += 1) {
      this.#act();
      for (let left = this.#random.int(6); left > 0; left -= 1) this.#network.step();
      await vi.advanceTimersByTimeAsync(this.#random.chance(0.2) ? this.#random.int(400) : 0);
    }
    for (const model of this.#models) model.end();
    const isQuiet = await this.#settle();
    const violations = isQuiet ? this.#check() : ['it never comes to rest'];
    for (const person of this.#people) person.close();
    await Promise.all(this.#servers.map((server) => server.close()));
    return violations;
  }

  #open(): Documents {
    const limits = { compactAfter: 1 + this.#random.int(20), idleMs: 50 };
    return createDocuments({ store: this.#store, admit: () => 'write', limits });
  }

  #act(): void {
    const random = this.#random;
    const person = random.pick(this.#people as [SharedTextStore, ...SharedTextStore[]]);
    const chance = random.next();
    if (chance < 0.55) return this.#edit(person);
    if (chance < 0.65) return this.#write(person);
    if (chance < 0.78) return this.#models[random.int(this.#models.length)]?.give(this.#token());
    if (chance < 0.82) return this.#network.cut();
    if (chance < 0.84) return this.#restart();
    if (chance < 0.88) return this.#leaveAndReturn(person);
    if (chance < 0.92) return person.accept();
    if (this.#onlyAdds) return;
    if (chance < 0.94) return person.reject();
    if (chance < 0.97) return person.undo();
    return person.redo();
  }

  #edit(person: SharedTextStore): void {
    const { length } = person.sharedType;
    const at = this.#random.int(length + 3);
    const gone = this.#onlyAdds || this.#random.chance(0.6) ? 0 : this.#random.int(4);
    person.edit({ at, delete: gone, insert: this.#random.chance(0.8) ? this.#token() : '' });
    person.setCursor(this.#random.int(length + 1));
  }

  #write(person: SharedTextStore): void {
    const model = new FakeModel();
    const from = this.#random.int(person.sharedType.length + 1);
    const to = this.#onlyAdds ? from : from + this.#random.int(5);
    this.#models.push(model);
    person.write(model, { from, to }, { name: 'model' });
  }

  /** One server goes, with all its connections, and another comes in its place. */
  #restart(): void {
    this.#network.cut(true);
    const index = this.#random.int(this.#servers.length);
    void this.#servers[index]?.close();
    this.#servers[index] = this.#open();
  }

  #leaveAndReturn(person: SharedTextStore): void {
    person.close();
    this.#edit(person);
    person.open();
  }

  /** Letters that nobody else writes, where all that is written is looked for. */
  #token(): string {
    if (!this.#onlyAdds) return this.#random.pick(letters).repeat(1 + this.#random.int(3));
    // No part of it can be split by what others write into it: it is one character.
    const token = String.fromCodePoint(0x4e00 + this.#written.length);
    this.#written.push(token);
    return token;
  }

  async #settle(): Promise<boolean> {
    for (let round = 0; round < 60; round += 1) {
      for (let left = 2000; left > 0 && this.#network.step(); left -= 1);
      await vi.advanceTimersByTimeAsync(500);
      const isSaved = this.#people.every((person) => {
        const { status, isSaved: saved } = person.getState();
        return status === 'connected' && saved;
      });
      if (isSaved && !this.#network.step()) return true;
    }
    return false;
  }

  #check(): string[] {
    const violations: string[] = [];
    const texts = this.#people.map((person) => person.getState().text);
    const [first = ''] = texts;
    if (texts.some((text) => text !== first)) violations.push(`texts differ: ${texts.join(' | ')}`);
    if (first.includes('\uFFFD')) violations.push('a character was cut in two');
    const marks = this.#people.map((person) => JSON.stringify(person.getState().proposals));
    if (marks.some((mark) => mark !== marks[0])) violations.push(`marks differ: ${marks.join()}`);
    for (const person of this.#people) {
      const { members } = person.getState();
      if (members.length !== this.#people.length) violations.push(`${members.length} are there`);
    }
    if (!this.#onlyAdds) return violations;
    const lost = this.#written.filter((token) => first.split(token).length !== 2);
    if (lost.length > 0) violations.push(`lost or doubled: ${lost.join('')} of ${first}`);
    return violations;
  }
}

/** Runs one schedule; with fake timers. */
export function simulateText(seed: number): Promise<string[]> {
  return new TextWorld(seed).run();
}
