import { ChatError } from 'rivulet/protocol';
import type { ChatTurn } from './engine.ts';

/** What fits into a context: the turns that are sent, their prompt, and how many older questions were left out. */
export interface FittedPrompt<Prompt> {
  readonly prompt: Prompt;
  readonly promptTokens: number;
  readonly droppedTurns: number;
}

/** The rules of a context, in model tokens. */
export interface ContextLimits {
  readonly contextSize: number;
  /** Room that is kept for the answer while there are older turns to drop. */
  readonly answerRoom: number;
  /** The most questions a model was trained to see at once. @default no limit */
  readonly maxTurns?: number | undefined;
}

// An answer of fewer model tokens than this says nothing, so a question that leaves less is too long.
const minAnswerRoom = 32;
// A model token is rarely longer: what has more characters is not even counted.
const maxTokenLength = 16;

/**
 * Leaves out the oldest questions, each with its answer, until the prompt fits with room for the answer; system turns
 * stay. Turns that cannot fit by their number of characters are left out before they are read, so at most `contextSize × 16`
 * characters are. Throws a `ChatError` of code `bad-request` when the last question or the system turns are too long.
 */
export async function fitContext<Prompt extends { readonly length: number }>(
  turns: readonly ChatTurn[],
  limits: ContextLimits,
  read: (turns: readonly ChatTurn[]) => Promise<Prompt>,
): Promise<FittedPrompt<Prompt>> {
  const { contextSize, answerRoom } = limits;
  const system = turns.filter((turn) => turn.role === 'system');
  const exchanges = groupExchanges(turns.filter((turn) => turn.role !== 'system'));
  const promptOf = (kept: number) =>
    read([...system, ...exchanges.slice(exchanges.length - kept).flat()]);
  const fits = (prompt: Prompt) => prompt.length + answerRoom <= contextSize;

  let most = countReadable(system, exchanges, limits);
  let prompt = await promptOf(most);
  if (!fits(prompt)) {
    // The prompt grows with each exchange, so the most that fits is found by halving.
    let least = 1;
    for (most -= 1; least < most;) {
      const middle = Math.ceil((least + most) / 2);
      if (fits(await promptOf(middle))) least = middle;
      else most = middle - 1;
    }
    most = least;
    prompt = await promptOf(most);
  }
  assertFits(prompt.length, contextSize);
  return { prompt, promptTokens: prompt.length, droppedTurns: exchanges.length - most };
}

/** Counts the newest questions that may fit by their characters. */
function countReadable(
  system: readonly ChatTurn[],
  exchanges: readonly (readonly ChatTurn[])[],
  { contextSize, maxTurns = Infinity }: ContextLimits,
): number {
  const limit = contextSize * maxTokenLength;
  let length = lengthOf(system);
  if (length > limit) throw tooLong('The system message', length, contextSize);
  const [last = [], ...older] = exchanges.toReversed();
  length += lengthOf(last);
  const what = system.length > 0 ? 'The message with the system message' : 'The message';
  if (length > limit) throw tooLong(what, length, contextSize);
  // Each turn is at least a model token.
  const most = Math.min(maxTurns, contextSize);
  let kept = Math.min(1, exchanges.length);
  for (const exchange of older) {
    length += lengthOf(exchange);
    if (length > limit || kept >= most) break;
    kept++;
  }
  return kept;
}

function lengthOf(turns: readonly ChatTurn[]): number {
  return turns.reduce((sum, { text }) => sum + text.length, 0);
}

function tooLong(what: string, length: number, contextSize: number): ChatError {
  const text = `${what} has ${length} characters, and this model reads ${contextSize} model tokens. Shorten it, or start the server with a larger --context.`;
  return new ChatError('bad-request', text, { status: 400 });
}

function groupExchanges(turns: readonly ChatTurn[]): ChatTurn[][] {
  const exchanges: ChatTurn[][] = [];
  for (const turn of turns) {
    if (turn.role === 'user' || exchanges.length === 0) exchanges.push([turn]);
    else exchanges.at(-1)?.push(turn);
  }
  return exchanges;
}

function assertFits(promptTokens: number, contextSize: number): void {
  const limit = contextSize - minAnswerRoom;
  if (promptTokens <= limit) return;
  throw new ChatError(
    'bad-request',
    `The message has ${promptTokens} model tokens with its frame and the system message, and this model can read ${limit}. Shorten it, or start the server with a larger --context.`,
    { status: 400 },
  );
}
