import { ChatError } from 'rivulet/protocol';
import {
  identityOf,
  idTaken,
  readerOf,
  type Run,
  type RunSource,
  type RunStore,
} from 'rivulet/server';
import type { Engine, EngineRequest, OpenAnswer } from '../engine/engine.ts';
import type { QueueWait } from '../server/queue-wait.ts';
import type { RunLimits, RunPlace } from '../server/run-limits.ts';
import { parseChatRequest, questionIn, toMessages, toTurns } from './chat-request.ts';
import type { RunAsker } from './owner.ts';
import { engineAnswer } from '../runs/engine-answer.ts';
import { tellOfRun } from '../runs/tell-of-run.ts';
import { toolAnswer } from '../runs/tool-answer.ts';
import { noObserver, type Observer } from '../server/observer.ts';
import { askedTool, type AskedTool } from '../tasks/asked-tool.ts';
import type { Works } from '../tasks/server-tasks.ts';

/** What answers and keeps the answers. */
export interface RunServices {
  readonly engine: Engine;
  readonly runs: RunStore;
  /** How many runs one may start. @default any number */
  readonly runLimits?: RunLimits | undefined;
  /** Who says when to come again to a full line. @default what the engine says */
  readonly queueWait?: QueueWait | undefined;
  /** Who is told how the runs go. @default nobody */
  readonly observer?: Observer | undefined;
  /** What a question may have done as a tool. @default nothing */
  readonly works?: Works | undefined;
}

/** A question that was understood, whoever's words it came in. */
export interface Question {
  readonly id: string;
  readonly chatId: string;
  readonly asker: RunAsker;
  /** Whether each model token is told by itself as well. @default false */
  readonly tellsTokens?: boolean | undefined;
  readonly request: Omit<EngineRequest, 'conversation' | 'owner' | 'address'>;
}

/**
 * Starts a run from the body of `POST /api/chat`, however it came, or returns the one of the same id. Throws a
 * `ChatError` for a question that cannot be read or is refused.
 */
export async function startRun(
  services: RunServices,
  { id, asker, body }: { id: string; asker: RunAsker; body: unknown },
): Promise<Run> {
  const { accepts } = services.engine.info;
  const { id: chatId, messages, options } = parseChatRequest(body, accepts);
  // One that can call tools knows best what is to be done.
  const { works } = accepts?.includes('tools') ? {} : services;
  const tool = works && askedTool(works, questionIn(messages));
  if (tool) return openTool(services, { id, chatId, asker }, tool);
  const whole = accepts && { messages: toMessages(messages) };
  return openRun(services, {
    id,
    chatId,
    asker,
    request: { turns: toTurns(messages), ...whole, ...options },
  });
}

/** Starts the run of a question, or returns the one of the same id: the one door of all answers. Throws as `startRun` does. */
export function openRun(services: RunServices, question: Question): Promise<Run> {
  return admit(services, question, () => create(services, question));
}

/** Starts the run of a tool. */
function openTool(services: RunServices, name: RunName, tool: AskedTool): Promise<Run> {
  const { runs, observer = noObserver } = services;
  const { id, chatId, asker } = name;
  const { owner, address } = asker;
  return admit(services, name, async () => {
    let isOurs = false;
    const answer = toolAnswer(tool, id, identityOf(owner));
    const source: RunSource = (work) => {
      isOurs = true;
      return answer(work);
    };
    const onError = (error: unknown) => observer.failed(error, `the tool ${tool.name}`);
    const run = await runs.create({ id, chatId, owner, address, source, onError });
    if (isOurs) void tellOfRun(run, observer);
    return { run, isOurs };
  });
}

/** What is known of a run before it is there. */
type RunName = Pick<Question, 'id' | 'chatId' | 'asker'>;

/** Has a run created within the limits of whoever asks, or returns the one of the same id. */
export async function admit(
  { runs, runLimits }: RunServices,
  { id, chatId, asker: { owner, address, onStanding } }: RunName,
  make: () => Promise<{ readonly run: Run; readonly isOurs: boolean }>,
): Promise<Run> {
  // Asked once more, it is the same run, and is not counted again.
  const known = runLimits && (await runs.get(id, readerOf(owner)));
  if (known && known.chatId !== chatId) throw idTaken();
  if (known) return known;
  const place = await runLimits?.enter({ owner: identityOf(owner), address, onStanding });
  try {
    const { run, isOurs } = await make();
    if (isOurs) void leaveAtEnd(run, place);
    else place?.leave();
    return run;
  } catch (error) {
    place?.leave();
    if (error instanceof ChatError && error.code === 'overloaded') await place?.giveBack();
    throw error;
  }
}

async function create(
  { engine, runs, queueWait, observer }: RunServices,
  { id, chatId, asker: { owner, address }, request, tellsTokens }: Question,
): Promise<{ readonly run: Run; readonly isOurs: boolean }> {
  const asked = { conversation: chatId, owner: identityOf(owner), address, ...request };
  const prepared = await engine.prepare(asked);
  let isOurs = false;
  const open: OpenAnswer = (signal) => {
    try {
      const answer = prepared(signal);
      isOurs = true;
      return answer;
    } catch (error) {
      throw queueWait?.date(error, engine) ?? error;
    }
  };
  const source = engineAnswer(open, { id, owner, info: engine.info, tellsTokens, observer });
  const run = await runs.create({ id, chatId, owner, address, source });
  if (isOurs) void measureEnd(run, queueWait);
  return { run, isOurs };
}

async function leaveAtEnd(run: Run, place: RunPlace | undefined): Promise<void> {
  await run.settled;
  place?.leave();
}

async function measureEnd(run: Run, queueWait: QueueWait | undefined): Promise<void> {
  await run.settled;
  if (run.busyMs !== undefined) queueWait?.measure(run.busyMs);
}
