import type { ChatError } from 'rivulet/protocol';
import { z } from 'zod';
import { askedText } from '../../http/guides/guide-fields.ts';
import { checkFields } from '../../http/message-parts.ts';
import { chatFrames } from './chat-frames.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';

const messageFrame = z.looseObject({ message: askedText });

/** The words of `/ws`: a text comes back as it was sent, and a chat's frames are answered by the model. */
export class EchoWords implements GuideWords {
  readonly #talk: GuideTalk;

  constructor(talk: GuideTalk) {
    this.#talk = talk;
  }

  async receive(frame: Readonly<Record<string, unknown>> | undefined, text: string): Promise<void> {
    switch (frame?.['type']) {
      case 'user_message':
        return this.#answer(checkFields(messageFrame, frame, 'Mend that field.').message);
      case 'ping':
        return this.#talk.tell({ type: 'pong', timestamp: Date.now() / 1000 });
      case 'typing':
        // Nobody else is here to be told.
        return;
      default:
        this.#talk.tell(`Echo: ${text}`);
    }
  }

  refuse({ message }: ChatError): void {
    this.#talk.tell({ type: 'error', error: message });
  }

  closed(): void {
    // It has no word to come back with.
    void this.#talk.stop().catch(() => undefined);
  }

  async #answer(message: string): Promise<void> {
    const run = await this.#talk.ask({ messages: [{ role: 'user', content: message }] });
    this.#talk.tell({ type: 'ai_typing', typing: true });
    const frames = chatFrames();
    this.#talk.read(run, { frames, onEnd: () => undefined });
  }
}
