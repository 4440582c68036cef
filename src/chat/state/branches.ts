import type { ChatMessage } from '../../protocol/chat-message.ts';
import { noBranches, withoutSiblings, type Branches, type Fork } from './hidden-versions.ts';

/** Keeps what `after` leaves out of `before`, as a hidden version at the place where they part. */
export function forkBranch(
  branches: Branches,
  before: readonly ChatMessage[],
  after: readonly ChatMessage[],
): Branches {
  const at = before.findIndex(({ id }, index) => id !== after[index]?.id);
  const [old] = at < 0 ? [] : before.slice(at);
  if (!old) return branches;
  const place = placeOf(before, at);
  const { ids = [old.id], hidden = {} } = branches[place] ?? {};
  const { [after[at]?.id ?? '']: _shown, ...others } = hidden;
  const tail = before.slice(at).map(withoutSiblings);
  const fork = { ids, hidden: { ...others, [old.id]: tail } };
  return { ...branches, [place]: withVersion(fork, after[at]?.id) };
}

/** Notes the version that stands at a place of a list; the end by default. */
export function growBranch(
  branches: Branches,
  messages: readonly ChatMessage[],
  index: number = messages.length - 1,
): Branches {
  const place = placeOf(messages, index);
  const fork = branches[place];
  const grown = fork && withVersion(fork, messages[index]?.id);
  return !grown || grown === fork ? branches : { ...branches, [place]: grown };
}

/** Puts a hidden version in the place of the one that is shown; undefined when there is none of this id. */
export function switchBranch(
  branches: Branches,
  messages: readonly ChatMessage[],
  id: string,
): { branches: Branches; messages: readonly ChatMessage[] } | undefined {
  const place = Object.keys(branches).find((key) => branches[key]?.hidden[id]);
  const at = messages.findIndex((message) => message.id === place) + 1;
  const fork = place === undefined ? undefined : branches[place];
  if (!fork || place === undefined || (at === 0 && place !== '')) return undefined;
  const { [id]: shown = [], ...hidden } = fork.hidden;
  const [old] = messages.slice(at);
  const tail = messages.slice(at).map(withoutSiblings);
  return {
    branches: {
      ...branches,
      [place]: { ...fork, hidden: old ? { ...hidden, [old.id]: tail } : hidden },
    },
    messages: [...messages.slice(0, at), ...shown],
  };
}

/** Keeps of the versions those whose place the list still has, and those within them. */
export function pruneBranches(branches: Branches, messages: readonly ChatMessage[]): Branches {
  const kept: Record<string, Fork> = {};
  const keep = (list: readonly ChatMessage[], before: string): void => {
    for (const [index, { id }] of list.entries()) {
      const place = list[index - 1]?.id ?? before;
      const fork = branches[place];
      if (!fork?.ids.includes(id) || kept[place]) continue;
      kept[place] = fork;
      for (const tail of Object.values(fork.hidden)) keep(tail, place);
    }
  };
  keep(messages, '');
  return Object.keys(kept).length > 0 ? kept : noBranches;
}

/** Tells each message its siblings; messages whose siblings did not change keep their identity. */
export function withSiblings(
  branches: Branches,
  messages: readonly ChatMessage[],
): readonly ChatMessage[] {
  const told = messages.map((message, index) => {
    const ids = branches[placeOf(messages, index)]?.ids ?? [];
    const siblings = ids.length > 1 && ids.includes(message.id) ? ids : undefined;
    if (message.siblings === siblings) return message;
    return siblings ? { ...message, siblings } : withoutSiblings(message);
  });
  return told.every((message, index) => message === messages[index]) ? messages : told;
}

function placeOf(messages: readonly ChatMessage[], index: number): string {
  return messages[index - 1]?.id ?? '';
}

function withVersion(fork: Fork, id: string | undefined): Fork {
  if (id === undefined || fork.ids.includes(id)) return fork;
  return { ...fork, ids: [...fork.ids, id] };
}
