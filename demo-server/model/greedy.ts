import { getLlama, QwenChatWrapper, type ChatHistoryItem, type Token } from 'node-llama-cpp';
import { answerSurely, type AbstentionRule } from '../engine/sure-answer.ts';

/** A question and the visible answer it got, as they stand in the history. */
export interface Turn {
  question: string;
  answer: string;
}

/** A greedy reply: its whole text (a thought included) and whether the model ended it by itself. */
export interface Reply {
  text: string;
  tokens: number;
  ended: boolean;
}

/** The model as the demo server runs it: one thread, temperature 0, QwenChatWrapper without a system prompt. */
export interface GreedyModel {
  /** Answers a question after the given turns; calls wait for each other. */
  reply(question: string, history?: Turn[]): Promise<Reply>;
  /** Returns the model tokens of the prompt, template included. */
  prompt(question: string, history?: Turn[]): number[];
  /** Returns the model tokens of plain text. */
  tokenize(text: string): number[];
  close(): Promise<void>;
}

/** How a model is opened. */
export interface GreedyOptions {
  /** Ends a reply that does not end by itself. @default 1600 */
  maxTokens?: number;
  /** As in the manifest. @default none */
  abstain?: AbstentionRule | undefined;
}

/** Loads a GGUF file on the CPU. */
export async function openGreedyModel(
  path: string,
  { maxTokens = 1600, abstain }: GreedyOptions = {},
): Promise<GreedyModel> {
  const llama = await getLlama({ gpu: false, build: 'never', progressLogs: false, maxThreads: 1 });
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize: 2048, threads: 1 });
  // One sequence on purpose: with several, node-llama-cpp 3.21.1 samples them on parallel threads, which
  // read each other's logits now and then. Measuring must not depend on that.
  const sequence = context.getSequence();
  const wrapper = new QwenChatWrapper();
  const rule = abstain && { ...abstain, opening: model.tokenize(abstain.opening) };
  let last: Promise<unknown> = Promise.resolve();

  const prompt = (question: string, history: Turn[] = []): Token[] => {
    const chatHistory: ChatHistoryItem[] = history.flatMap((turn) => [
      { type: 'user' as const, text: turn.question },
      { type: 'model' as const, response: [turn.answer] },
    ]);
    chatHistory.push({ type: 'user', text: question }, { type: 'model', response: [''] });
    return wrapper.generateContextState({ chatHistory }).contextText.tokenize(model.tokenizer);
  };

  async function generate(question: string, history: Turn[] = []): Promise<Reply> {
    await sequence.clearHistory();
    const tokens: Token[] = [];
    let ended = true;
    const asked = prompt(question, history);
    for await (const token of answerSurely(sequence, asked, { temperature: 0 }, rule)) {
      tokens.push(token);
      ended = tokens.length < maxTokens;
      if (!ended) break;
    }
    return { text: model.detokenize(tokens, true), tokens: tokens.length, ended };
  }

  return {
    reply(question, history) {
      const mine = last.then(() => generate(question, history));
      last = mine.catch(() => undefined);
      return mine;
    },
    prompt,
    tokenize: (text) => [...model.tokenize(text)],
    close: () => llama.dispose(),
  };
}
