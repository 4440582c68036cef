import { getLlama, QwenChatWrapper, type LlamaContextSequence } from '../engine/llama.ts';
import { chooseThreads } from '../engine/threads.ts';

/** What a round of answers came to. */
export interface Round {
  readonly tokens: number;
  readonly ms: number;
}

/** The least that node-llama-cpp needs for an answer: a loop over `evaluate()`, without any server. */
export interface BareLoop {
  /** Answers the questions in `chats` lanes at once. */
  run(questions: readonly string[], chats: number, maxTokens: number): Promise<Round>;
  close(): Promise<void>;
}

/** Loads a model for the bare loop, greedy and with as many threads as the server takes. */
export async function openBareLoop(options: {
  readonly path: string;
  readonly gpu: 'auto' | false;
  readonly threads: number | undefined;
  readonly contextSize: number;
  readonly sequences: number;
  readonly temperature: number;
}): Promise<BareLoop> {
  const threads = chooseThreads(options.threads);
  const llama = await getLlama({
    gpu: options.gpu,
    build: 'never',
    progressLogs: false,
    maxThreads: threads,
  });
  const model = await llama.loadModel({ modelPath: options.path });
  const context = await model.createContext({
    contextSize: options.contextSize,
    sequences: options.sequences,
    threads,
  });
  const sequences = Array.from({ length: options.sequences }, () => context.getSequence());
  const wrapper = new QwenChatWrapper();

  async function answer(sequence: LlamaContextSequence, question: string, maxTokens: number) {
    const { contextText } = wrapper.generateContextState({
      chatHistory: [
        { type: 'user', text: question },
        { type: 'model', response: [''] },
      ],
    });
    const prompt = contextText.tokenize(model.tokenizer);
    await sequence.clearHistory();
    let tokens = 0;
    for await (const token of sequence.evaluate(prompt, { temperature: options.temperature })) {
      void token;
      if (++tokens >= maxTokens) break;
    }
    return tokens;
  }

  return {
    async run(questions, chats, maxTokens) {
      const startedAt = performance.now();
      const counts = await inLanes(questions, sequences.slice(0, chats), (question, sequence) =>
        answer(sequence, question, maxTokens),
      );
      return { tokens: sum(counts), ms: performance.now() - startedAt };
    },
    close: () => llama.dispose(),
  };
}

/** Works through items in parallel lanes, one item per lane at a time. */
export async function inLanes<Item, Lane, Result>(
  items: readonly Item[],
  lanes: readonly Lane[],
  work: (item: Item, lane: Lane) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  // All lanes take from one iterator.
  const rest = items.values();
  const runLane = async (lane: Lane) => {
    for (const item of rest) results.push(await work(item, lane));
  };
  await Promise.all(lanes.map(runLane));
  return results;
}

/** Adds numbers up. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
