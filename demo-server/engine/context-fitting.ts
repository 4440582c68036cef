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

/**
 * Leaves out the oldest questions, each with its answer, until the prompt fits with room for the answer; system turns
 * stay. Throws a `ChatError` of code `bad-request` when the last question alone is too long.
 */
export function fitContext<Prompt extends { readonly length: number }>(
  turns: readonly ChatTurn[],
  limits: ContextLimits,
  build: (turns: readonly ChatTurn[]) => Prompt,
): FittedPrompt<Prompt> {
  const system = turns.filter((turn) => turn.role === 'system');
  const exchanges = groupExchanges(turns.filter((turn) => turn.role !== 'system'));
  const promptOf = (kept: number) =>
    build([...system, ...exchanges.slice(exchanges.length - kept).flat()]);
  const fits = (prompt: Prompt) => prompt.length + limits.answerRoom <= limits.contextSize;

  let most = Math.min(exchanges.length, limits.maxTurns ?? exchanges.length);
  let prompt = promptOf(most);
  if (!fits(prompt)) {
    // The prompt grows with each exchange, so the most that fits is found by halving.
    let least = 1;
    for (most -= 1; least < most;) {
      const middle = Math.ceil((least + most) / 2);
      if (fits(promptOf(middle))) least = middle;
      else most = middle - 1;
    }
    most = least;
    prompt = promptOf(most);
  }
  assertFits(prompt.length, limits.contextSize);
  return { prompt, promptTokens: prompt.length, droppedTurns: exchanges.length - most };
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
    `The message has ${promptTokens} model tokens with its frame, and this model can read ${limit}. Shorten it, or start the server with a larger --context.`,
    { status: 400 },
  );
}
