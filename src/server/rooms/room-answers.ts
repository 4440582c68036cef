import { ChatError } from '../../protocol/chat-error.ts';
import type { RoomAct, RoomMessage } from '../../protocol/room-state.ts';
import { answerSource } from '../answers/answer-source.ts';
import type { LeftRun } from '../runs/run-store.ts';
import type { Run, RunOptions } from '../runs/run.ts';
import { isForModel } from './is-for-model.ts';
import { digest, modelId } from './room-name.ts';
import type { RoomModel, RoomQuestion } from './room-options.ts';
import type { OpenRoom } from './open-room.ts';

type Answered = Extract<RoomAct, { readonly type: 'answered' }>;
type Failure = NonNullable<Answered['error']>;

/** What is kept beside a run for the server that may have to go on with it. */
export interface RoomQuestionKey {
  readonly room: string;
  /** The model that answers, by its name. */
  readonly model: string;
  /** The message that is answered, by its id. */
  readonly message: string;
}

/** Messages that a model is told. */
const maxTold = 30;
/** The longest answer that a log keeps, in characters of its JSON. */
const maxKept = 256 * 1024;

/**
 * The models of a room and what they write. An answer is a run that the room owns, so that each member reads it at his own pace and any server
 * may end it: its end is an entry of the log, added once by whichever server sees it.
 */
export class RoomAnswers {
  readonly #room: OpenRoom;
  readonly #following = new Set<string>();
  readonly #asking = new Set<string>();
  #isClosed = false;

  constructor(room: OpenRoom) {
    this.#room = room;
  }

  /** Whether somebody's runs are those of a room. */
  static isOwner(owner: string): boolean {
    return owner.startsWith('room ');
  }

  /** Whom the runs of the room belong to: nobody who comes by HTTP is called so. */
  get owner(): string {
    return `room ${this.#room.name}`;
  }

  /** The runs of answers that have no end yet. */
  get live(): readonly string[] {
    const { messages } = this.#room.state;
    return messages.flatMap(({ run, end }) => (run !== undefined && !end ? [run] : []));
  }

  /** Whether something is being written. */
  get isBusy(): boolean {
    return this.#following.size > 0 || this.#asking.size > 0;
  }

  /** Puts the models among the members. */
  async enter(): Promise<void> {
    for (const model of this.#room.services.models) {
      const { name, avatar } = model;
      const id = modelId(model);
      const known = this.#room.member(id);
      if (known?.isPresent && known.avatar === avatar) continue;
      const shown = { name, ...(avatar !== undefined && { avatar }) };
      const key = `joined:${id}:${known?.since ?? -1}`;
      await this.#room.append(key, id, { type: 'joined', kind: 'model', ...shown });
    }
  }

  /** Has those models answer that a message is for; asked again for the same message, nothing is answered twice. */
  answer(message: RoomMessage, address: string): void {
    const { services, name } = this.#room;
    for (const model of services.models) {
      if (isForModel(message, model, name)) void this.#ask(model, message, address);
    }
  }

  /** Looks whether there is an answer whose end nobody has told. */
  look(): void {
    for (const message of this.#room.state.messages) {
      if (message.run !== undefined && !message.end) void this.#follow(message, message.run);
    }
  }

  /** Whether a run answers in this room, and has not ended. */
  writes(run: string): boolean {
    return this.#room.message(run)?.run === run;
  }

  /** Stops an answer for all. */
  async stop(run: string): Promise<void> {
    const { runs } = this.#room.services;
    if (!this.writes(run)) throw notThere();
    await runs.cancel(run, 'a member stopped it', this.owner);
  }

  /** Goes on with an answer whose server has died. Throws a `ChatError` where its question is no longer kept. */
  async goOn(left: LeftRun, { model: name, message }: RoomQuestionKey): Promise<void> {
    const model = this.#room.services.models.find((each) => each.name === name);
    const question = this.#room.message(message);
    const asker = question && this.#room.member(question.author.id);
    if (!model || !asker) throw notThere();
    const asked = { question, asker, address: '', runId: left.id, written: left.message };
    await left.adopt(this.#runOf(model, asked));
  }

  /** Follows nothing more. */
  close(): void {
    this.#isClosed = true;
  }

  async #ask(model: RoomModel, message: RoomMessage, address: string): Promise<void> {
    const { name, services } = this.#room;
    const runId = `answer-${await digest(`${name}\n${message.id}\n${model.name}`)}`;
    if (this.#asking.has(runId) || this.#room.message(runId)) return;
    this.#asking.add(runId);
    const by = modelId(model);
    try {
      const failure = await this.#start(model, message, runId, address).catch(failureOf);
      const asked = { type: 'asked', id: runId, to: message.id } as const;
      const written = failure ? asked : { ...asked, run: runId };
      await this.#room.append(`asked:${runId}`, by, written);
      if (failure) await this.#end(runId, by, { parts: [], end: 'error', error: failure });
    } catch (error) {
      services.onError(error);
    } finally {
      this.#asking.delete(runId);
    }
  }

  async #start(
    model: RoomModel,
    question: RoomMessage,
    runId: string,
    address: string,
  ): Promise<undefined> {
    const { services } = this.#room;
    const { runs, limits } = services;
    // Those that were asked for and are not told yet are among them, this one too.
    const live = new Set([...this.live, ...this.#asking]);
    if (live.size > limits.maxRuns) throw tooMany(limits.maxRuns);
    const asker = this.#room.member(question.author.id);
    if (!asker) throw notThere();
    await runs.create(this.#runOf(model, { question, asker, address, runId }));
  }

  #runOf(model: RoomModel, known: Omit<RoomQuestion, 'room' | 'messages' | 'signal'>): RunOptions {
    const { name: room, services, state } = this.#room;
    const { takeOver, onError } = services;
    const { question, address, runId } = known;
    const said = state.messages.filter(
      ({ seq, isDeleted, parts }) => seq <= question.seq && !isDeleted && parts.length > 0,
    );
    const asked = { ...known, room, messages: said.slice(-maxTold) };
    const key: RoomQuestionKey = { room, model: model.name, message: question.id };
    return {
      id: runId,
      chatId: this.owner,
      owner: this.owner,
      address,
      source: answerSource((signal) => model.answer({ ...asked, signal }), { messageId: runId }),
      onError: (error) => void (error instanceof ChatError || onError(error)),
      ...(takeOver && { question: JSON.stringify(key) }),
    };
  }

  async #follow({ id, author }: RoomMessage, name: string): Promise<void> {
    if (this.#following.has(name)) return;
    this.#following.add(name);
    try {
      const run = await this.#room.services.runs.get(name, this.owner);
      const answered = run ? await endOf(run) : ({ parts: [], end: 'truncated' } as const);
      if (!this.#isClosed) await this.#end(id, author.id, answered);
    } catch (error) {
      // Looked at again with the next news, and at the next pulse.
      this.#room.services.onError(error);
    } finally {
      this.#following.delete(name);
    }
  }

  async #end(id: string, by: string, answered: Omit<Answered, 'type' | 'id'>): Promise<void> {
    await this.#room.append(`answered:${id}`, by, { type: 'answered', id, ...answered });
  }
}

async function endOf(run: Run): Promise<Omit<Answered, 'type' | 'id'>> {
  const leave = run.attach();
  await run.settled;
  const { message } = run.log.snapshot();
  leave();
  const { end = 'truncated', error, metadata } = message;
  const isTooLong = JSON.stringify(message.parts).length > maxKept;
  const parts = isTooLong ? shortened(message.parts) : message.parts;
  return { parts, end, ...(error && { error }), ...(metadata && { metadata }) };
}

/** The texts of an answer that is too long to be kept whole, as far as there is room. */
function shortened(parts: RoomMessage['parts']): RoomMessage['parts'] {
  let left = maxKept;
  return parts.flatMap((part) => {
    if (part.type !== 'text' || left <= 0) return [];
    const text = part.text.slice(0, left);
    left -= text.length;
    return [{ type: 'text', text }];
  });
}

function failureOf(error: unknown): Failure {
  if (error instanceof ChatError) return { code: error.code, message: error.message };
  return { code: 'server', message: 'The answer failed on the server. Ask again.' };
}

function tooMany(most: number): ChatError {
  const text = `${most} answers are being written in this room already. Wait for one of them, or stop it.`;
  return new ChatError('rate-limited', text, { status: 429 });
}

function notThere(): ChatError {
  const text = 'There is no such answer in this room. It may no longer be kept.';
  return new ChatError('not-found', text, { status: 404 });
}
