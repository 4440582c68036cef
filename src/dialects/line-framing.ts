import { tryJson } from '../protocol/json.ts';
import { LineSplitter } from '../protocol/line-splitter.ts';
import type { SseFrame } from '../protocol/sse-decoder.ts';
import type { Framing } from './dialect.ts';

/** Cuts lines of `code:json`, as the AI SDK's older data stream has them, into frames named by their code. */
export function codeLineFraming(maxLength?: number): Framing {
  const decoder = new TextDecoder();
  const lines = new LineSplitter(maxLength);
  return {
    push: (chunk) => lines.push(decoder.decode(chunk, { stream: true })).flatMap(frameOf),
    // A last line without its end may be cut.
    flush: () =>
      [...lines.push(decoder.decode()), ...lines.flush()]
        .flatMap(frameOf)
        .filter(({ data }) => tryJson(data) !== undefined),
  };
}

function frameOf(line: string): SseFrame[] {
  const colon = line.indexOf(':');
  if (line.trim() === '') return [];
  return [{ event: line.slice(0, Math.max(0, colon)), data: line.slice(colon + 1) }];
}
