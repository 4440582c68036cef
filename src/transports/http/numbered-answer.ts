import type { RunFacts, RunKeeper } from '../../dialects/run-facts.ts';
import { keeperOf, runMeans, type RunMeans } from '../../dialects/run-means.ts';
import { truncatedError } from '../../protocol/chat-error.ts';
import { formatCursor, parseCursor } from '../../protocol/cursor.ts';
import { encodeSse } from '../../protocol/sse.ts';
import type { SseFrame } from '../../protocol/sse-decoder.ts';
import type { FrameBatch } from '../frames-of.ts';
import type { KeptRun } from './kept-run.ts';

/** One connection to a run that its backend keeps. */
export interface NumberedOptions {
  readonly run: KeptRun;
  /** What the run is called where the backend does not name it. */
  readonly fallbackName: string;
  /** Whether the app has said whose means the run has. */
  readonly isGiven: boolean;
  /** Whether it may have the means that its first frame shows. */
  readonly mayBe: (keeper: RunKeeper) => boolean;
  /** The number of the last frame before this connection's first; -1 at the beginning. */
  readonly seq: number;
  /** The bytes of the stream before this connection. */
  readonly bytes: number;
  /** Whether the question itself is answered; else a run is read on. */
  readonly isAnswer: boolean;
  /** Is told the run's name, once. */
  readonly onName: (name: string) => void;
}

const encoder = new TextEncoder();
const mostLooks = 3;

/**
 * Numbers the frames of a connection as our own server does, `<run>:<seq>`, so that one machine judges what is new, old or
 * missing. A body that ends before the answer does is a lost connection. Frames of a run that nobody keeps pass as they are.
 */
export async function* numberedAnswer(
  batches: AsyncIterable<FrameBatch>,
  options: NumberedOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { run } = options;
  let { seq } = options;
  let isLast = false;
  let isRaw = false;
  let isEmpty = true;
  let toldRetry: number | undefined;
  let looks = 0;
  for await (const { frames, wholeBytes, raw, retryMs, from, isComment } of batches) {
    if (from !== undefined) seq = run.at(from);
    isEmpty &&= from !== undefined;
    isRaw ||= raw !== undefined;
    let text = '';
    for (const frame of frames) text += read(frame);
    if (meansOf(run)?.countsBytes) run.note(String(options.bytes + wholeBytes), seq);
    if (retryMs !== toldRetry && retryMs !== undefined) text += encodeSse({ retry: retryMs });
    toldRetry = retryMs;
    // A sign of life stays one.
    if (!text && isComment) text = encodeSse({ comment: '' });
    if (raw || text) yield raw ?? encoder.encode(text);
  }
  if (run.name === undefined || isLast || isRaw) return;
  // Asked twice for more, and twice given nothing: there is no more.
  run.emptyReads = isEmpty && !options.isAnswer ? run.emptyReads + 1 : 0;
  if (run.emptyReads < 2) throw truncatedError();

  function read(frame: SseFrame): string {
    const facts = factsOf(frame);
    if (!facts) return encodeSse(frame);
    learnName(facts);
    isLast = facts.isLast ?? false;
    const { frames = [frame], cursor } = facts;
    const texts = frames.map(({ event, data }) => number(event, data));
    // What was told before has its old number, from which the reader knows it.
    if (cursor !== undefined) seq = run.note(cursor, seq + texts.length) - texts.length;
    return texts.map((write) => write(++seq)).join('');
  }

  function number(event: string, data: string): (at: number) => string {
    return (at) => {
      if (meansOf(run)?.isReplay) run.compare(at, data);
      return encodeSse({
        event,
        data,
        ...(run.name !== undefined && { id: formatCursor(run.name, at) }),
      });
    };
  }

  function factsOf(frame: SseFrame): RunFacts | undefined {
    // Some say that they are there before they say what they are.
    if (!run.keeper && looks < mostLooks) {
      looks++;
      const shown = keeperOf(frame);
      if (shown && options.mayBe(shown)) run.keeper = shown;
    }
    return meansOf(run)?.read(frame);
  }

  function learnName({ run: named, isKept, cursor }: RunFacts): void {
    if (run.name !== undefined) return;
    const means = meansOf(run);
    const isClients = means?.isNamedByClient && (means.isReplay || cursor !== undefined);
    const isNamed = isKept || options.isGiven;
    const name = (isNamed && named) || (isClients ? options.fallbackName : '');
    // A name that is no cursor's cannot lead back.
    if (!name || !parseCursor(formatCursor(name, 0))) return;
    run.name = name;
    options.onName(name);
  }
}

function meansOf({ keeper }: KeptRun): RunMeans | undefined {
  return keeper && runMeans[keeper];
}
