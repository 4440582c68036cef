import type { Pacer, Pacing, ReceivedEvent } from './pacing.ts';

/** Options of {@link smoothPacing}. */
export interface SmoothPacingOptions {
  /** How far, in milliseconds, the screen may be behind what was received. @default 300 */
  readonly deadlineMs?: number | undefined;
  /** Whether everything is to be shown as it comes. @default in a hidden page, and where the user wants less motion */
  readonly isOff?: (() => boolean) | undefined;
}

// Before the second frame nobody knows how long one lasts.
const firstFrameMs = 16;

/**
 * Reveals a stream that comes in bursts evenly, for `createChat({ pacing })`: each frame shows so much of the waiting text
 * that all of it is shown in even steps, none of it later than `deadlineMs` after its receipt (with the first frame after
 * that, where frames come late). `onEvent` and `onToken` hear of everything at once; `onDone` waits for the screen, no
 * longer than the deadline. An abort, a failure or a lost connection shows at once all that was received.
 *
 * @example
 * useStreamingChat({ url: '/api/chat', pacing: smoothPacing() })
 */
export function smoothPacing(options: SmoothPacingOptions = {}): Pacing {
  const { deadlineMs = 300, isOff = wantsNoMotion } = options;
  return () => createPacer(deadlineMs, isOff);
}

function createPacer(deadlineMs: number, isOff: () => boolean): Pacer {
  /** The frame before, if something has waited since. */
  let lastAt: number | undefined;
  /** What the frames so far should have shown beyond what they have: a part of a character. */
  let owed = 0;
  return {
    take(waiting, now) {
      const exact = dueCharacters(waiting, { now, lastAt, owed, deadlineMs });
      // The first frame of a burst is a sign of life.
      const whole = Math.max(Math.floor(exact), lastAt === undefined ? 1 : 0);
      const parts = isOff() ? { due: waiting, rest: [] } : split(waiting, whole);
      const isWaiting = parts.rest.length > 0;
      owed = isWaiting ? Math.max(0, exact - whole) : 0;
      // A stream that pauses asks for no frames: how long it paused says nothing about them.
      lastAt = isWaiting ? now : undefined;
      return parts;
    },
  };
}

/** So many characters that, if every frame does the same, each is shown before its deadline, in even steps. */
function dueCharacters(
  waiting: readonly ReceivedEvent[],
  {
    now,
    lastAt,
    owed,
    deadlineMs,
  }: { now: number; lastAt: number | undefined; owed: number; deadlineMs: number },
): number {
  const frameMs = lastAt === undefined ? firstFrameMs : now - lastAt;
  let characters = 0;
  let due = 0;
  for (const { event, receivedAt } of waiting) {
    characters += sizeOf(event);
    const since = Math.max(lastAt ?? receivedAt, receivedAt);
    // The frame after this one may come too late.
    const leftMs = receivedAt + deadlineMs - frameMs - since;
    const share = now - since < leftMs ? (now - since) / leftMs : 1;
    due = Math.max(due, (characters - owed) * share + owed);
  }
  return due;
}

/** Cuts after so many characters of text; events without text go with the text before them. */
function split(waiting: readonly ReceivedEvent[], characters: number): ReturnType<Pacer['take']> {
  let left = characters;
  const index = waiting.findIndex(({ event }) => {
    const size = sizeOf(event);
    if (size > left) return true;
    left -= size;
    return false;
  });
  const cut = waiting[index];
  if (!cut) return { due: waiting, rest: [] };
  const due = waiting.slice(0, index);
  const rest = waiting.slice(index);
  const [first, second] = cutDelta(cut, left);
  if (!first) return { due, rest };
  return { due: [...due, first], rest: [...(second ? [second] : []), ...rest.slice(1)] };
}

function cutDelta(
  received: ReceivedEvent,
  at: number,
): [ReceivedEvent | undefined, ReceivedEvent | undefined] {
  const { event } = received;
  if (at === 0 || !isDelta(event)) return [undefined, received];
  const { delta } = event;
  // Not between the two halves of a code point.
  const end = /[\uD800-\uDBFF]/.test(delta.charAt(at - 1)) ? at + 1 : at;
  const { bytes: _counted, ...uncounted } = received;
  return [
    { ...received, event: { ...event, delta: delta.slice(0, end) } },
    end < delta.length ? { ...uncounted, event: { ...event, delta: delta.slice(end) } } : undefined,
  ];
}

function sizeOf(event: ReceivedEvent['event']): number {
  return isDelta(event) ? event.delta.length : 0;
}

function isDelta(
  event: ReceivedEvent['event'],
): event is Extract<ReceivedEvent['event'], { delta: string }> {
  return event.type === 'text-delta' || event.type === 'reasoning-delta';
}

function wantsNoMotion(): boolean {
  if (typeof document !== 'undefined' && document.hidden) return true;
  return globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
}
