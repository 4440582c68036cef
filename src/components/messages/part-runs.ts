import type { MessagePart } from '../../protocol/chat-message.ts';

/** Parts that stand together, by the places they have in their message. */
export interface PartRun {
  /** The place of the first one, by which the run is known: parts are only ever appended. */
  readonly at: number;
  readonly places: readonly number[];
  /** Whether they are tool calls. */
  readonly isOfCalls: boolean;
}

/** Puts tool calls that follow on each other together; what shows nothing does not part them. */
export function partRuns(
  parts: readonly MessagePart[],
  isCall: (part: MessagePart) => boolean,
  isShown: (part: MessagePart) => boolean,
): readonly PartRun[] {
  const runs: PartRun[] = [];
  let open: number[] | undefined;
  for (const [place, part] of parts.entries()) {
    const isOfCalls = isCall(part);
    if (isOfCalls && open) {
      open.push(place);
      continue;
    }
    const places = [place];
    if (isOfCalls) open = places;
    else if (isShown(part)) open = undefined;
    runs.push({ at: place, places, isOfCalls });
  }
  return runs;
}
