import { isContinuation, type ChatTurn } from './engine.ts';
import {
  LlamaText,
  QwenChatWrapper,
  resolveChatWrapper,
  specializedChatWrapperTypeNames,
  type ChatHistoryItem,
  type ChatWrapper,
  type LlamaModel,
  type Token,
  type Tokenizer,
} from './llama.ts';
import type { ThinkMarks } from './think-splitter.ts';

/** Turns chats into the model tokens that a model expects, by its chat template. */
export class PromptBuilder {
  readonly #model: LlamaModel;
  readonly #wrapper: ChatWrapper;
  readonly #opening: readonly Token[];
  /** The texts around the model's reasoning. */
  readonly thinkMarks: ThinkMarks;
  /** Whether an answer begins inside the reasoning, because the prompt has opened it. */
  readonly startsThinking: boolean;
  /** Model tokens that end an answer beside the model's own end marks. */
  readonly stopTokens: ReadonlySet<Token>;
  /** Texts that end an answer. */
  readonly stopTexts: readonly string[];

  /** `wrapper` names one of node-llama-cpp's chat wrappers. @default read from the model's own template */
  constructor(model: LlamaModel, wrapper?: string) {
    this.#model = model;
    this.#wrapper = chooseWrapper(model, wrapper);
    const thought = this.#wrapper.settings.segments?.thought;
    const prefix = thought?.prefix;
    const isOpenedByPrompt = typeof prefix === 'object' && 'type' in prefix;
    const open = prefix === undefined || isOpenedByPrompt ? '<think>' : this.#render(prefix);
    this.thinkMarks = { open, close: thought?.suffix ? this.#render(thought.suffix) : '</think>' };
    this.startsThinking = isOpenedByPrompt || thought?.openOnResponseStart === true;
    this.#opening =
      thought?.openOnResponseStart === true && !isOpenedByPrompt ? model.tokenize(open, true) : [];
    const stops = this.#context([{ role: 'user', text: '' }]).stopGenerationTriggers ?? [];
    const tokens = stops.map((stop) => LlamaText(stop).tokenize(model.tokenizer));
    this.stopTokens = new Set(tokens.flatMap((stop) => (stop.length === 1 ? stop : [])));
    this.stopTexts = stops
      .filter((_, index) => (tokens[index]?.length ?? 0) > 1)
      .map((stop) => this.#render(LlamaText(stop)));
  }

  /** Returns the prompt. What users write never becomes a control token. @param tokenizer @default the model's */
  build(turns: readonly ChatTurn[], tokenizer: Tokenizer = this.#model.tokenizer): Token[] {
    const prompt = this.#context(turns).contextText.tokenize(tokenizer);
    return isContinuation(turns) ? prompt : [...prompt, ...this.#opening];
  }

  #context(turns: readonly ChatTurn[]) {
    const chatHistory: ChatHistoryItem[] = turns.map(historyItem);
    if (!isContinuation(turns)) chatHistory.push({ type: 'model', response: [''] });
    return this.#wrapper.generateContextState({ chatHistory });
  }

  #render(text: string | LlamaText): string {
    const tokens = LlamaText(text).tokenize(this.#model.tokenizer);
    return this.#model.detokenize(tokens, true);
  }
}

function historyItem(turn: ChatTurn): ChatHistoryItem {
  if (turn.role === 'assistant') return { type: 'model', response: [turn.text] };
  return { type: turn.role, text: turn.text };
}

function chooseWrapper(model: LlamaModel, name: string | undefined): ChatWrapper {
  // The bundled model is a llama with Qwen's template, which `auto` would read as plain ChatML and
  // show its reasoning as text.
  if (name === 'qwen') return new QwenChatWrapper();
  const type = specializedChatWrapperTypeNames.find((known) => known === name);
  return resolveChatWrapper(model, { warningLogs: false, ...(type && { type }) });
}
