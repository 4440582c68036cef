// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  forkBranch,
  growBranch,
  switchBranch,
  withSiblings,
} from '../../src/chat/state/branches.ts';
import { noBranches, type Branches } from '../../src/chat/state/hidden-versions.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';

interface Chat {
  readonly branches: Branches;
  readonly messages: readonly ChatMessage[];
}

function messageOf(id: string): ChatMessage {
  return { id, role: id.startsWith('u') ? 'user' : 'assistant', parts: [] };
}

const idsOf = (messages: readonly ChatMessage[]) => messages.map(({ id }) => id).join(' ');

/** Does what a chat does when messages from `at` on are replaced. */
function replace({ branches, messages }: Chat, at: number, ...ids: string[]): Chat {
  let forked = forkBranch(branches, messages, messages.slice(0, at));
  let list = messages.slice(0, at);
  for (const id of ids) {
    list = [...list, messageOf(id)];
    forked = growBranch(forked, list);
  }
  return { branches: forked, messages: withSiblings(forked, list) };
}

function switchTo(chat: Chat, id: string): Chat {
  const switched = switchBranch(chat.branches, chat.messages, id);
  if (!switched) throw new Error(`no version ${id}`);
  return { ...switched, messages: withSiblings(switched.branches, switched.messages) };
}

const chatOf = (...ids: string[]): Chat => ({ branches: noBranches, messages: ids.map(messageOf) });

describe('branches', () => {
  it('keep an answer that is answered anew as a sibling', () => {
    const chat = replace(chatOf('u1', 'a1'), 1, 'a2');
    expect(idsOf(chat.messages)).toBe('u1 a2');
    expect(chat.messages[1]?.siblings).toEqual(['a1', 'a2']);
    expect(chat.messages[0]?.siblings).toBeUndefined();
  });

  it('bring back a version with all that followed it', () => {
    const edited = replace(chatOf('u1', 'a1', 'u2', 'a2'), 0, 'u3', 'a3');
    const back = switchTo(edited, 'u1');
    expect(idsOf(back.messages)).toBe('u1 a1 u2 a2');
    expect(back.messages[0]?.siblings).toEqual(['u1', 'u3']);
    expect(idsOf(switchTo(back, 'u3').messages)).toBe('u3 a3');
  });

  it('nest: a version has versions of its own', () => {
    let chat = replace(chatOf('u1', 'a1', 'u2', 'a2'), 3, 'a3');
    chat = replace(chat, 0, 'u4', 'a4');
    chat = switchTo(chat, 'u1');
    expect(idsOf(chat.messages)).toBe('u1 a1 u2 a3');
    expect(chat.messages[3]?.siblings).toEqual(['a2', 'a3']);
    expect(idsOf(switchTo(chat, 'a2').messages)).toBe('u1 a1 u2 a2');
  });

  it('answer with nothing for an id that is no version', () => {
    const chat = replace(chatOf('u1', 'a1'), 1, 'a2');
    expect(switchBranch(chat.branches, chat.messages, 'a2')).toBeUndefined();
    expect(switchBranch(chat.branches, chat.messages, 'other')).toBeUndefined();
  });

  it('lose no message and show a path, whatever is replaced and switched', () => {
    const step = fc.record({
      at: fc.nat(20),
      count: fc.integer({ min: 1, max: 3 }),
      swaps: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let chat = chatOf('m0');
        let made = 1;
        for (const { at, count, swaps } of steps) {
          const versions = chat.messages.flatMap(({ id, siblings = [] }) =>
            siblings.filter((sibling) => sibling !== id),
          );
          const chosen = versions[at % Math.max(versions.length, 1)];
          if (swaps && chosen !== undefined) chat = switchTo(chat, chosen);
          else {
            const ids = Array.from({ length: count }, () => `m${made++}`);
            chat = replace(chat, at % (chat.messages.length + 1), ...ids);
          }
        }
        const hidden = Object.values(chat.branches).flatMap((fork) => Object.values(fork.hidden));
        const all = new Set([...chat.messages, ...hidden.flat()].map(({ id }) => id));
        expect(all.size).toBe(made);
        expect(chat.messages.every(({ id, siblings = [id] }) => siblings.includes(id))).toBe(true);
      }),
    );
  });
});
