import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import type { EventEncoder } from 'rivulet/dialects';
import { ChatError, encodeSse, type ChatEvent, type ChatMessage } from 'rivulet/protocol';
import type { EventStreamOptions, Run, ToolDescription } from 'rivulet/server';
import type { GenerationOptions, ToolChoice } from '../../engine/engine.ts';
import { fieldError } from '../../shared/field-error.ts';
import { askerOf, ownerOf } from '../owner.ts';
import { openRun, type RunServices } from '../start-run.ts';
import type { ReadChat } from './foreign-chat.ts';
import { foreignAnswer } from './foreign-stream.ts';

/** A question in the words of a client that asks for an answer and no more: it knows no runs. */
export interface ForeignQuestion {
  readonly chat: ReadChat;
  readonly options: GenerationOptions;
  readonly tools?: readonly ToolDescription[] | undefined;
  readonly toolChoice?: ToolChoice | undefined;
  /** Names the chat, for the prompt's cache. @default the run's own name */
  readonly conversation?: string | undefined;
  /** Whether each model token is told by itself as well. @default false */
  readonly tellsTokens?: boolean | undefined;
}

/** How a run is told in one format. */
export interface ForeignFormat {
  readonly encoder: EventEncoder;
  /** Whether each frame is an event named by its type. */
  readonly isNamed: boolean;
}

/** Starts the run of a question. Throws as `openRun` does, and for tools that have to be called where none can be. */
export function startForeignRun(
  context: Context,
  services: RunServices,
  { chat, options, tools, toolChoice, conversation, tellsTokens }: ForeignQuestion,
): Promise<Run> {
  const id = randomUUID();
  const hasTools = services.engine.info.accepts?.includes('tools') === true;
  const mustCall = toolChoice !== undefined && toolChoice !== 'auto' && toolChoice !== 'none';
  if (mustCall && !hasTools) {
    throw fieldError('tool_choice', 'This server calls no tools. Leave it out.');
  }
  // Where the model can call none, tools may be offered all the same.
  const offered = hasTools && tools && tools.length > 0 ? { tools, toolChoice } : {};
  const request = { ...chat, ...options, ...offered };
  const chatId = conversation ?? id;
  return openRun(services, { id, chatId, asker: askerOf(context), request, tellsTokens });
}

/** Answers with a run that stops when its client leaves, as these clients have no call to cancel. */
export function streamForeign(
  context: Context,
  { runs }: RunServices,
  run: Run,
  { encoder, isNamed }: ForeignFormat,
  options: EventStreamOptions,
): Response {
  const frame = (data: string) => encodeSse(isNamed ? { event: typeOf(data), data } : { data });
  const encode = (event: ChatEvent) => encoder.push(event).map(frame).join('');
  return foreignAnswer(context, { run, encode, onLeave: () => leave(runs, run) }, options);
}

/** Waits for the whole answer. Throws a `ChatError` when it did not come to its end. */
export async function wholeAnswer(
  context: Context,
  { runs }: RunServices,
  run: Run,
): Promise<ChatMessage> {
  const { signal } = context.req.raw;
  const onLeave = () => leave(runs, run);
  signal.addEventListener('abort', onLeave);
  const detach = run.attach();
  await run.settled;
  detach();
  signal.removeEventListener('abort', onLeave);
  const { message } = run.log.snapshot();
  if (message.end === 'complete') return message;
  throw new ChatError('server', message.error?.message ?? 'The answer was stopped.');
}

/** Before anything is generated: an answer that nobody may read is not worth its model tokens. */
export function checkPlace(context: Context, options: EventStreamOptions): void {
  options.places?.check(ownerOf(context.req.header()));
}

/** The time in seconds, as these formats count it. */
export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

/** Stops a run whose client has left; nobody else reads it. */
export function leave(runs: RunServices['runs'], run: Run): void {
  void runs.cancel(run.id, 'the client left', run.owner).catch(() => undefined);
}

/** Encoders write the type first. */
function typeOf(data: string): string {
  return /^\{"type":"([^"]+)"/.exec(data)?.[1] ?? 'message';
}
