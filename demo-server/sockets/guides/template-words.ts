import type { ChatError, ChatEvent } from 'rivulet/protocol';
import { z } from 'zod';
import { askedText } from '../../http/guides/guide-fields.ts';
import { checkFields } from '../../http/message-parts.ts';
import { fieldError } from '../../shared/field-error.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';

const chatFrame = z.looseObject({ message: askedText });
const maxWaiting = 16;

/** The words of `/ws/:client`: chat and cancel, answered by text, done, error and cancelled. Questions are answered in turn. */
export class TemplateWords implements GuideWords {
  readonly #talk: GuideTalk;
  readonly #waiting: string[] = [];
  #isBusy = false;

  constructor(talk: GuideTalk) {
    this.#talk = talk;
  }

  async receive(frame: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    if (frame?.['type'] === 'cancel') return this.#cancel();
    if (frame?.['type'] !== 'chat') throw fieldError('type', 'Use chat or cancel.');
    const { message } = checkFields(chatFrame, frame, 'Mend that field and send again.');
    if (this.#waiting.length >= maxWaiting) {
      throw fieldError('message', 'Too many wait for an answer. Wait for one of them.');
    }
    if (this.#isBusy) this.#waiting.push(message);
    else await this.#ask(message);
  }

  refuse({ message }: ChatError): void {
    this.#talk.tell({ type: 'error', error: message });
  }

  closed(): void {
    // It has no word to come back with.
    void this.#talk.stop().catch(() => undefined);
  }

  async #cancel(): Promise<void> {
    this.#waiting.length = 0;
    await this.#talk.stop();
    this.#isBusy = false;
    this.#talk.tell({ type: 'cancelled' });
  }

  async #ask(message: string): Promise<void> {
    const run = await this.#talk.ask({ messages: [{ role: 'user', content: message }] });
    this.#isBusy = true;
    this.#talk.read(run, { frames: framesOf, onEnd: () => this.#next() });
  }

  #next(): void {
    this.#isBusy = false;
    const message = this.#waiting.shift();
    if (message === undefined) return;
    this.#ask(message).catch((error: ChatError) => {
      this.refuse(error);
      this.#next();
    });
  }
}

function framesOf(event: ChatEvent): object[] {
  switch (event.type) {
    case 'text-delta':
      return [{ type: 'text', content: event.delta }];
    case 'finish':
      return [{ type: 'done' }];
    case 'abort':
      return [{ type: 'cancelled' }];
    case 'error':
      return [{ type: 'error', error: event.errorText }];
    default:
      return [];
  }
}
