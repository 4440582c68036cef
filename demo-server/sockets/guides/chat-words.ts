import { randomUUID } from 'node:crypto';
import type { ChatError, RoomEntry, RoomServerFrame } from 'rivulet/protocol';
import type { RoomVisit } from 'rivulet/server';
import { z } from 'zod';
import { askedText } from '../../http/guides/guide-fields.ts';
import { checkFields } from '../../http/message-parts.ts';
import { guideRoom } from '../../rooms/room-names.ts';
import { chatFrames } from './chat-frames.ts';
import type { GuideTalk, GuideWords } from './guide-talk.ts';

const messageFrame = z.looseObject({ message: askedText });
const typingFrame = z.looseObject({ typing: z.boolean().default(false) });

/**
 * The words of `/chat`: a session is a room in which the model answers whatever is said. What one says, and that he types, the others
 * of his session hear; who comes with a session's id joins it, and who brings none has one of his own.
 */
export class ChatWords implements GuideWords {
  readonly #talk: GuideTalk;
  readonly #session: string;
  readonly #visit: RoomVisit;
  readonly #room: string;
  readonly #waiting: string[] = [];
  #me = '';
  #typing: readonly string[] = [];
  #isReading = false;

  constructor(talk: GuideTalk, session: string | null) {
    this.#talk = talk;
    this.#session = session !== null && /^[\w.-]{1,100}$/.test(session) ? session : randomUUID();
    this.#room = guideRoom(this.#session);
    this.#visit = talk.enter((frame) => this.#hear(frame));
    talk.later(() => this.#visit.take({ type: 'room.join', room: this.#room }));
  }

  async receive(frame: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    switch (frame?.['type']) {
      case 'user_message': {
        const { message: text } = checkFields(messageFrame, frame, 'Mend that field.');
        return this.#say(text);
      }
      case 'typing': {
        const { typing: on } = checkFields(typingFrame, frame, 'Mend that field.');
        return this.#visit.take({ type: 'room.typing', room: this.#room, on });
      }
      case 'ping':
        return this.#talk.tell({ type: 'pong', timestamp: seconds() });
      default:
      // As the guide has it, what has another name is not for this side.
    }
  }

  refuse({ message }: ChatError): void {
    this.#talk.tell({ type: 'error', error: message });
  }

  closed(): void {
    this.#visit.close();
  }

  #say(text: string): Promise<void> {
    const op = randomUUID();
    return this.#visit.take({ type: 'room.say', room: this.#room, op, id: op, text });
  }

  /** The frames of the guide for one of the room. */
  #hear(frame: RoomServerFrame): readonly object[] {
    switch (frame.type) {
      case 'room.joined':
        this.#me = frame.me;
        return [
          {
            type: 'system',
            message: `This is chat ${this.#session}`,
            session_id: this.#session,
          },
        ];
      case 'room.log':
        return frame.entries.flatMap((entry) => this.#tell(entry));
      case 'room.typing':
        return this.#tellTyping(frame.who);
      case 'room.refused':
        return [{ type: 'error', error: frame.message }];
      default:
        return [];
    }
  }

  #tell(entry: RoomEntry): readonly object[] {
    if (entry.type === 'said' && entry.by !== this.#me) {
      return [{ type: 'user_message', session_id: entry.by, message: entry.text }];
    }
    if (entry.type === 'answered' && entry.error) {
      const isRead = this.#isReading || entry.parts.length > 0;
      return isRead ? [] : [{ type: 'error', error: entry.error.message }];
    }
    if (entry.type !== 'asked' || entry.run === undefined) return [];
    this.#waiting.push(entry.run);
    this.#talk.later(() => this.#readNext());
    return [{ type: 'ai_typing', typing: true }];
  }

  #tellTyping(who: readonly string[]): readonly object[] {
    const others = who.filter((member) => member !== this.#me);
    const began = others.filter((member) => !this.#typing.includes(member));
    const stopped = this.#typing.filter((member) => !others.includes(member));
    this.#typing = others;
    return [
      ...began.map((member) => userTyping(member, true)),
      ...stopped.map((member) => userTyping(member, false)),
    ];
  }

  /** A socket of the guide is told one answer at a time, as its partial messages do not say whose they are. */
  async #readNext(): Promise<void> {
    const [id] = this.#waiting;
    if (this.#isReading || id === undefined) return;
    this.#waiting.shift();
    const run = await this.#talk.find(id, this.#visit.ownerOf(id));
    if (!run) return this.#readNext();
    this.#isReading = true;
    const onEnd = () => {
      this.#isReading = false;
      this.#talk.later(() => this.#readNext());
    };
    this.#talk.read(run, { frames: chatFrames(), onEnd });
  }
}

function seconds(): number {
  return Date.now() / 1000;
}

function userTyping(member: string, typing: boolean): object {
  return { type: 'user_typing', session_id: member, typing };
}
