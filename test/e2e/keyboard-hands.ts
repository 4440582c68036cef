import type { Locator, Page } from 'playwright';
import { eventually } from '../eventually.ts';
import type { DemoPage } from './demo-page.ts';
import { chatRow, type Hands } from './hands.ts';

const mostSteps = 80;

/** Keys and nothing else: no pointer, and no focus that was not reached by a key. */
export class KeyboardHands implements Hands {
  readonly #demo: DemoPage;
  readonly #page: Page;

  constructor(demo: DemoPage) {
    this.#demo = demo;
    this.#page = demo.page;
  }

  async press(target: Locator): Promise<void> {
    await this.#reach(target);
    await this.#page.keyboard.press('Enter');
  }

  write(text: string): Promise<void> {
    return this.#page.keyboard.type(text);
  }

  async ask(question: string): Promise<void> {
    await this.#step('Tab', this.#demo.input);
    await this.write(question);
    await this.#page.keyboard.press('Enter');
  }

  stop(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  async paste(): Promise<void> {
    await this.#step('Tab', this.#demo.input);
    await this.#page.keyboard.press('Control+v');
  }

  async openFind(): Promise<void> {
    await this.#step('Tab', this.#demo.input);
    await this.#page.keyboard.press('Control+f');
  }

  nextMatch(): Promise<void> {
    return this.#page.keyboard.press('Enter');
  }

  closeFind(): Promise<void> {
    return this.#page.keyboard.press('Escape');
  }

  // On a desk the list is always there.
  showChats(): Promise<void> {
    return Promise.resolve();
  }

  hideChats(): Promise<void> {
    return Promise.resolve();
  }

  async renameChat(title: string, name: string): Promise<void> {
    await this.#reachChat(title);
    await this.#page.keyboard.press('F2');
    await this.#page.getByRole('textbox', { name: 'Title of the chat' }).waitFor();
    await this.write(name);
    await this.#page.keyboard.press('Enter');
  }

  async deleteChat(title: string): Promise<void> {
    await this.#reachChat(title);
    await this.#page.keyboard.press('Delete');
  }

  undoDeletion(): Promise<void> {
    return this.press(this.#page.getByRole('button', { name: 'Undo' }));
  }

  async editQuestion(): Promise<void> {
    await this.#step('Tab', this.#demo.input);
    await this.#page.keyboard.press('ArrowUp');
  }

  async sendEdited(question: string): Promise<void> {
    await this.#page.keyboard.press('Control+a');
    await this.write(question);
    await this.#page.keyboard.press('Enter');
  }

  /** Goes to something: the messages are one stop of the Tab key, the arrows go from one to the other, Enter goes into one. */
  async #reach(target: Locator): Promise<void> {
    // Where it is decides the way to it.
    await target.waitFor();
    const row = this.#page.locator('.rv-row').filter({ has: target });
    if ((await row.count()) > 0) await this.#enter(row.last());
    else await this.#leaveMessage();
    const isInMenu = (await this.#page.getByRole('menu').filter({ has: target }).count()) > 0;
    await this.#step(isInMenu ? 'ArrowDown' : 'Tab', target);
  }

  /** In a message, Tab goes round until Escape leaves it. */
  async #leaveMessage(): Promise<void> {
    const isInside = await this.#page.evaluate(
      () => document.activeElement?.closest('.rv-row') != null,
    );
    if (isInside) await this.#page.keyboard.press('Escape');
  }

  async #enter(row: Locator): Promise<void> {
    const log = this.#page.getByRole('log');
    await this.#leaveMessage();
    await this.#step('Tab', log);
    const newest = this.#page.locator('.rv-row').last();
    // What the keys do here loads with the page, and may not have come yet.
    await eventually(async () => {
      await this.#page.keyboard.press('End');
      await expectFocusIn(newest);
    });
    await this.#step('ArrowUp', row);
    await this.#page.keyboard.press('Enter');
  }

  async #reachChat(title: string): Promise<void> {
    const row = chatRow(this.#demo, title);
    await row.waitFor();
    await this.#step('Tab', this.#page.getByRole('grid'));
    await this.#page.keyboard.press('Home');
    await this.#step('ArrowDown', row);
  }

  /** Presses a key again and again until the focus is on an element or in it. */
  async #step(key: string, target: Locator): Promise<void> {
    await target.waitFor();
    for (let step = 0; step < mostSteps; step += 1) {
      if (await hasFocus(target)) return;
      await this.#page.keyboard.press(key);
    }
    const at = await this.#page.evaluate(() => document.activeElement?.outerHTML.slice(0, 300));
    throw new Error(`${key} does not lead to ${String(target)}. The focus is at ${at}`);
  }
}

function hasFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element.contains(document.activeElement));
}

async function expectFocusIn(target: Locator): Promise<void> {
  if (!(await hasFocus(target))) throw new Error('The focus is not there yet.');
}
