import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually.ts';
import { hasRedis, startRedis } from '../server/redis/redis-server.ts';
import { launchBrowser } from './demo-page.ts';
import { startDemo, type DemoProcess } from './demo-process.ts';

let browser: Browser;
let server: DemoProcess;

beforeAll(async () => {
  browser = await launchBrowser();
  server = await startDemo(['--pace', '30']);
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** One person in a room, in a browser of his own. */
class Guest {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async enter(name: string, link: string, context?: BrowserContext): Promise<Guest> {
    const own = context ?? (await browser.newContext({ reducedMotion: 'reduce' }));
    const page = await own.newPage();
    await page.goto(link);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Enter' }).click();
    const guest = new Guest(page);
    await guest.field.waitFor();
    return guest;
  }

  get field() {
    return this.page.locator('.rv-room textarea');
  }

  async say(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  /** Who has said what, in its order. */
  said(): Promise<string[]> {
    return this.page.locator('.rv-room-message').evaluateAll((all) =>
      all.map((one) => {
        const name = one.querySelector('.rv-room-author b')?.textContent ?? '';
        return `${name}: ${one.querySelector('.rv-message-body')?.textContent ?? ''}`;
      }),
    );
  }
}

describe('a room of the demo', () => {
  it('is one for two browsers: question, typing, answer, stop, who comes late, reload', async () => {
    const ann = await Guest.enter('Ann', `${server.url}#room`);
    const link = ann.page.url();
    expect(link).toMatch(/#room\/[\w-]{32}$/);
    const bob = await Guest.enter('Bob', link);
    await bob.page.getByText('Ann', { exact: true }).first().waitFor();
    await ann.field.pressSequentially('Hello');
    await bob.page.getByText('Ann is typing …').waitFor();
    await ann.field.press('Enter');
    await eventually(async () => expect(await bob.said()).toEqual(['Ann: Hello']));
    await bob.page.getByText('Ann is typing …').waitFor({ state: 'detached' });
    await bob.say('@Rivulet Show me everything you can render');
    const stop = ann.page.getByRole('button', { name: 'Stop the answer' });
    await eventually(async () => {
      expect((await ann.said()).at(-1)?.length).toBeGreaterThan(40);
      expect((await bob.said()).at(-1)?.length).toBeGreaterThan(40);
    });
    // Somebody else than who has asked.
    await stop.click();
    await stop.waitFor({ state: 'detached' });
    await eventually(async () => expect(await ann.said()).toEqual(await bob.said()));
    const cy = await Guest.enter('Cy', link);
    await eventually(async () => expect(await cy.said()).toEqual(await ann.said()));
    await bob.page.reload();
    await eventually(async () => expect(await bob.said()).toEqual(await ann.said()));
    const members = bob.page.getByRole('list', { name: 'In this room' }).getByRole('listitem');
    await eventually(async () => expect(await members.count()).toBe(4));
  });

  it('is the same for five browsers that speak at once', async () => {
    const first = await Guest.enter('Guest 0', `${server.url}#room`);
    const others = await Promise.all(
      [1, 2, 3, 4].map((number) => Guest.enter(`Guest ${number}`, first.page.url())),
    );
    const guests = [first, ...others];
    for (const round of [0, 1, 2]) {
      await Promise.all(guests.map((guest, number) => guest.say(`${number} in round ${round}`)));
    }
    await eventually(async () => {
      const [one, ...rest] = await Promise.all(guests.map((guest) => guest.said()));
      expect(one).toHaveLength(15);
      for (const other of rest) expect(other).toEqual(one);
    });
  });

  it('stays on its pages when its server was killed and comes back with nothing, and goes on', async () => {
    let own = await startDemo(['--pace', '20']);
    try {
      const ann = await Guest.enter('Ann', `${own.url}#room`);
      const bob = await Guest.enter('Bob', ann.page.url());
      const remove = bob.page.getByRole('button', { name: 'Remove Ann' });
      await ann.page.getByRole('button', { name: 'Remove Bob' }).waitFor();
      await ann.say('@Rivulet Show me everything you can render');
      await eventually(async () => {
        for (const guest of [ann, bob]) {
          const [, answer = ''] = await guest.said();
          expect(answer.length).toBeGreaterThan(60);
        }
      });
      await own.kill();
      await bob.page.getByText('Connection lost.', { exact: false }).first().waitFor();
      const [question = '', before = ''] = await bob.said();
      await bob.say('meanwhile');
      own = await startDemo([], own.port);
      const told = 'The server has begun this room anew.';
      for (const { page } of [ann, bob])
        await page.getByText(told, { exact: false }).first().waitFor();
      await eventually(async () => {
        const said = await bob.said();
        expect(said[0]).toBe(question);
        // What had come of the answer is still there, and is said not to be all.
        expect(said[1]?.slice(0, 60)).toBe(before.slice(0, 60));
        expect(said.slice(2)).toEqual(['Bob: meanwhile']);
        expect((await ann.said()).slice(2)).toEqual(['Bob: meanwhile']);
      });
      await bob.page.getByText('the answer is incomplete', { exact: false }).first().waitFor();
      // Whoever comes back first has not founded the room.
      expect(await remove.count()).toBe(0);
      await ann.say('and on');
      await eventually(async () => expect((await bob.said()).at(-1)).toBe('Ann: and on'));
    } finally {
      await own.kill();
    }
  });

  it('is kept in files, with its founder, where it is told to', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rooms-'));
    let own = await startDemo(['--rooms', folder]);
    try {
      const ann = await Guest.enter('Ann', `${own.url}#room`);
      await ann.say('before');
      await eventually(async () => expect(await ann.said()).toEqual(['Ann: before']));
      await own.kill();
      await ann.page.getByText('Connection lost.', { exact: false }).first().waitFor();
      own = await startDemo(['--rooms', folder], own.port);
      const bob = await Guest.enter('Bob', ann.page.url());
      await eventually(async () => expect(await bob.said()).toEqual(['Ann: before']));
      await ann.page.getByRole('button', { name: 'Remove Bob' }).waitFor();
      expect(await bob.page.getByRole('button', { name: 'Remove Ann' }).count()).toBe(0);
    } finally {
      await own.kill();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it.runIf(hasRedis)('is there again when its server was killed', async () => {
    const redis = await startRedis();
    let own = await startDemo(['--redis', redis.url]);
    try {
      const ann = await Guest.enter('Ann', `${own.url}#room`);
      await ann.say('before');
      await eventually(async () => expect(await ann.said()).toEqual(['Ann: before']));
      await own.kill();
      await ann.page.getByText('Connection lost.', { exact: false }).first().waitFor();
      await ann.say('meanwhile');
      own = await startDemo(['--redis', redis.url], own.port);
      const bob = await Guest.enter('Bob', ann.page.url());
      await eventually(async () =>
        expect(await bob.said()).toEqual(['Ann: before', 'Ann: meanwhile']),
      );
    } finally {
      await own.kill();
      await redis.remove();
    }
  });
});
