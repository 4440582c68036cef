import type { Locator, Page } from 'playwright';
import type { DemoPage } from './demo-page.ts';
import { chatRow, type Hands } from './hands.ts';

/** A finger on a phone, and what its system does itself: letters of the keyboard on the screen, Paste of its menu. */
export class TouchHands implements Hands {
  readonly #demo: DemoPage;
  readonly #page: Page;

  constructor(demo: DemoPage) {
    this.#demo = demo;
    this.#page = demo.page;
  }

  async press(target: Locator): Promise<void> {
    await this.#touchQuestion(target);
    await target.tap();
  }

  // A phone's keyboard presses no keys: the text is there.
  write(text: string): Promise<void> {
    return this.#page.keyboard.insertText(text);
  }

  async ask(question: string): Promise<void> {
    await this.#demo.input.tap();
    await this.write(question);
    await this.#button('Send').tap();
  }

  stop(): Promise<void> {
    return this.#demo.stopButton.tap();
  }

  async paste(): Promise<void> {
    await this.#demo.input.tap();
    const system = await this.#page.context().newCDPSession(this.#page);
    await system.send('Input.dispatchKeyEvent', { type: 'keyDown', commands: ['Paste'] });
    await system.detach();
  }

  openFind(): Promise<void> {
    return this.#button('Find in this chat').tap();
  }

  nextMatch(): Promise<void> {
    return this.#button('Next match').tap();
  }

  closeFind(): Promise<void> {
    return this.#button('Close find').tap();
  }

  showChats(): Promise<void> {
    return this.#button('Chats').tap();
  }

  hideChats(): Promise<void> {
    return this.#button('Chats').tap();
  }

  async renameChat(title: string, name: string): Promise<void> {
    await this.#choose(title, 'Rename');
    await this.#page.getByRole('textbox', { name: 'Title of the chat' }).waitFor();
    await this.write(name);
    await this.#page.getByRole('heading', { name: 'Rivulet' }).tap();
  }

  deleteChat(title: string): Promise<void> {
    return this.#choose(title, 'Delete');
  }

  undoDeletion(): Promise<void> {
    return this.#button('Undo').tap();
  }

  editQuestion(): Promise<void> {
    return this.press(this.#page.getByRole('button', { name: 'Edit message' }).last());
  }

  async sendEdited(question: string): Promise<void> {
    const editor = this.#page.getByRole('textbox', { name: 'Edit message' });
    await editor.selectText();
    await this.write(question);
    await this.#page
      .locator('form')
      .filter({ has: editor })
      .getByRole('button', { name: 'Send' })
      .tap();
  }

  /** What can be done with a question is shown once it is touched. */
  async #touchQuestion(act: Locator): Promise<void> {
    await act.waitFor();
    const question = this.#page.locator('[data-role="user"]').filter({ has: act });
    if ((await question.count()) > 0) await question.last().locator('.rv-message-body').tap();
  }

  #button(name: string): Locator {
    return this.#page.getByRole('button', { name, exact: true });
  }

  async #choose(title: string, act: string): Promise<void> {
    await chatRow(this.#demo, title).getByRole('button', { name: 'More actions' }).tap();
    await this.#page.getByRole('menuitem', { name: act }).tap();
  }
}
