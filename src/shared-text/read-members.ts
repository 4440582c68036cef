import type { TextCursor, TextMember } from './shared-text-state.ts';
import { looksOf } from './looks.ts';
import {
  createAbsolutePositionFromRelativePosition,
  createRelativePositionFromJSON,
  type Awareness,
  type Text,
} from './yjs.ts';

const maxNameLength = 60;

/** Who is in a document, by what the replicas say of themselves; what cannot be read of it is left out. */
export function readMembers(awareness: Awareness): TextMember[] {
  const ids = [...awareness.getStates().keys()];
  const looks = looksOf(ids);
  const members = ids.map((id): TextMember => {
    const user = fieldsOf(fieldsOf(awareness.getStates().get(id))['user']);
    const { name, isModel } = user;
    return {
      id,
      name: typeof name === 'string' ? name.slice(0, maxNameLength) : '',
      isSelf: id === awareness.clientID,
      isModel: isModel === true,
      look: looks.get(id) ?? 0,
    };
  });
  return members.toSorted((one, other) => Number(other.isSelf) - Number(one.isSelf));
}

/** Where the others have their cursors. */
export function readCursors(
  members: readonly TextMember[],
  awareness: Awareness,
  text: Text,
): TextCursor[] {
  return members.flatMap((member) => {
    if (member.isSelf) return [];
    const cursor = fieldsOf(fieldsOf(awareness.getStates().get(member.id))['cursor']);
    const head = placeOf(cursor['head'], text);
    if (head === undefined) return [];
    // Of most cursors both ends are one, and finding a place walks through the text.
    const isOne = JSON.stringify(cursor['anchor']) === JSON.stringify(cursor['head']);
    const anchor = isOne ? head : placeOf(cursor['anchor'], text);
    return [{ ...member, anchor: anchor ?? head, head }];
  });
}

function placeOf(position: unknown, text: Text): number | undefined {
  const { doc } = text;
  if (typeof position !== 'object' || position === null || !doc) return undefined;
  try {
    const relative = createRelativePositionFromJSON(position);
    const found = createAbsolutePositionFromRelativePosition(relative, doc);
    return found?.type === text ? found.index : undefined;
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
