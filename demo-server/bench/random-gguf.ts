import { encodeGguf, type GgufTensor } from './gguf-writer.ts';

/** The shape of a random model. */
export interface RandomModelOptions {
  /** @default 64 */
  readonly width?: number;
  /** @default 2 */
  readonly layers?: number;
  /** @default 2048 */
  readonly contextSize?: number;
  /** The same seed gives the same bytes. @default 1 */
  readonly seed?: number;
}

const controls = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];
const marks = ['<think>', '</think>'];
const headWidth = 32;

/**
 * Makes a model of random weights for tests and measurements: real inference, meaningless text. Its tokens are the 256
 * bytes and the marks of Qwen's template; it writes printable ASCII only and never ends by itself.
 */
export function randomGguf(options: RandomModelOptions = {}): Buffer {
  const { width = 64, layers = 2, contextSize = 2048, seed = 1 } = options;
  const tokens = [...byteTokens(), ...controls, ...marks];
  const inner = width * 2;
  const random = gaussian(seed);
  const matrix = (name: string, rows: number, columns: number, scale: number): GgufTensor => ({
    name: `${name}.weight`,
    shape: [rows, columns],
    data: Float32Array.from({ length: rows * columns }, () => random() * scale),
  });
  const ones = (name: string): GgufTensor => ({
    name: `${name}.weight`,
    shape: [width],
    data: new Float32Array(width).fill(1),
  });
  const scale = 1 / Math.sqrt(width);
  const blocks = Array.from({ length: layers }, (_, index) => `blk.${index}`).flatMap((block) => [
    ones(`${block}.attn_norm`),
    ...['q', 'k', 'v', 'output'].map((name) =>
      matrix(`${block}.attn_${name}`, width, width, scale),
    ),
    ones(`${block}.ffn_norm`),
    matrix(`${block}.ffn_gate`, inner, width, scale),
    matrix(`${block}.ffn_up`, inner, width, scale),
    matrix(`${block}.ffn_down`, width, inner, scale / 2),
  ]);
  // The first dimension is the same in every embedding and outweighs the rest, so that an output row can refuse its
  // token for good.
  const embedding = matrix('token_embd', tokens.length, width, 1);
  const output = matrix('output', tokens.length, width, 0.35);
  for (let token = 0; token < tokens.length; token++) {
    embedding.data[token * width] = 12;
    const isPrintable = token >= 32 && token < 127;
    output.data[token * width] = isPrintable ? 0 : -20;
  }
  return encodeGguf(metadata({ tokens, width, layers, inner, contextSize }), [
    embedding,
    ...blocks,
    ones('output_norm'),
    output,
  ]);
}

function metadata(facts: {
  tokens: readonly string[];
  width: number;
  layers: number;
  inner: number;
  contextSize: number;
}) {
  const { tokens, width, layers, inner, contextSize } = facts;
  const heads = width / headWidth;
  return {
    'general.architecture': 'llama',
    'general.name': 'Random weights',
    'general.type': 'model',
    'general.file_type': 0,
    'general.alignment': 32,
    'llama.context_length': contextSize,
    'llama.embedding_length': width,
    'llama.block_count': layers,
    'llama.feed_forward_length': inner,
    'llama.attention.head_count': heads,
    'llama.attention.head_count_kv': heads,
    'llama.attention.layer_norm_rms_epsilon': { f32: 1e-5 },
    'llama.rope.dimension_count': headWidth,
    'llama.rope.freq_base': { f32: 10000 },
    'llama.vocab_size': tokens.length,
    'tokenizer.ggml.model': 'gpt2',
    'tokenizer.ggml.pre': 'qwen2',
    'tokenizer.ggml.tokens': tokens,
    'tokenizer.ggml.token_type': { i32: tokens.map(tokenType) },
    'tokenizer.ggml.merges': [] as string[],
    'tokenizer.ggml.bos_token_id': 256,
    'tokenizer.ggml.eos_token_id': 258,
    'tokenizer.ggml.padding_token_id': 256,
    'tokenizer.ggml.add_bos_token': false,
    'tokenizer.ggml.add_eos_token': false,
    'tokenizer.chat_template':
      "{% for m in messages %}{{ '<|im_start|>' + m.role + '\\n' + m.content + '<|im_end|>\\n' }}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}",
  };
}

function tokenType(_token: string, id: number): number {
  if (id < 256) return 1;
  return id < 256 + controls.length ? 3 : 4;
}

/** GPT-2's visible character for each byte: printable bytes stand for themselves, the others follow from U+0100. */
function byteTokens(): string[] {
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isVisible = (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
    return String.fromCodePoint(isVisible ? byte : next++);
  });
}

/** Normally distributed numbers from a seed (mulberry32 and Box–Muller). */
function gaussian(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
