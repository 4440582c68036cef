// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { bareDefaults, bareMembers, publicTypes } from './docstrings.ts';

describe('the docstrings', () => {
  it('are there for every member of a public type', () => {
    expect(bareMembers()).toEqual([]);
  });

  it('say of every optional prop and option what it is without', () => {
    expect(bareDefaults()).toEqual([]);
  });

  it('are read by this test: it meets the types that everybody uses', () => {
    const names = [...publicTypes()].map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['ChatLabels', 'ChatMessage', 'ChatProps']));
  });
});
