import type { RoomMember, RoomState } from '../../protocol/room-state.ts';

const maxName = 60;
// One or two letters, or an emoji of several parts.
const maxAvatar = 16;
// Characters that nobody sees, that turn the order of others round, or that end a line.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A name as others may be shown it: nothing in it is unseen, and no line of theirs is broken by it. */
export function cleanName(name: string): string {
  const shown = name.normalize('NFC').replaceAll(unseen, '').replaceAll(/\s+/gu, ' ').trim();
  return Array.from(shown).slice(0, maxName).join('').trim();
}

/** The one or two characters that a member has chosen to be shown by; undefined for anything longer, such as an address. */
export function cleanAvatar(avatar: string | undefined): string | undefined {
  const shown = avatar?.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '').trim() ?? '';
  const isShort = shown.length <= maxAvatar && !/[:/]/.test(shown);
  return shown !== '' && isShort ? shown : undefined;
}

/** A name that no other member has, the models among them: nobody passes for somebody else. */
export function freeName(
  { members }: Pick<RoomState, 'members'>,
  id: string,
  wanted: string,
): string {
  const taken = new Set(
    Object.values(members)
      .filter((member) => member.id !== id)
      .map(({ name }) => folded(name)),
  );
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(folded(name))) return name;
  }
}

/** The id that a member has in a room: it tells nobody who he is elsewhere. */
export async function memberId(room: string, who: string): Promise<string> {
  return `p-${await digest(`${room}\n${who}`)}`;
}

/** The id that a model has in every room. */
export function modelId({ name }: Pick<RoomMember, 'name'>): string {
  return `model-${encodeURIComponent(name).slice(0, 100)}`;
}

/** 22 characters that name a text without telling it. */
export async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const all = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return all.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22);
}

function folded(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/gu, ' ');
}
