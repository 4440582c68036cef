// @vitest-environment node
import { array, assert, constantFrom, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComposerMenu } from '../../src/components/menus/composer-menu.ts';
import { filterItems } from '../../src/components/menus/filter-items.ts';
import { openQuery } from '../../src/components/menus/open-query.ts';

const people: ComposerMenu = { trigger: '@', label: 'People', items: [] };
const commands: ComposerMenu = { trigger: '/', label: 'Commands', items: [] };
const emoji: ComposerMenu = { trigger: '::', label: 'Emoji', items: [] };
const menus = [people, commands, emoji];
const open = (text: string, caret = text.length) => {
  const found = openQuery(text, caret, menus);
  return found && [found.menu.trigger, found.start, found.query];
};

const named = (...labels: string[]) => labels.map((label) => ({ label }));

describe('a menu of the message field', () => {
  it('opens behind its trigger, where a word may begin', () => {
    expect(open('@')).toEqual(['@', 0, '']);
    expect(open('Ask @an')).toEqual(['@', 4, 'an']);
    expect(open('(@an')).toEqual(['@', 1, 'an']);
    expect(open('你好@安')).toEqual(['@', 2, '安']);
    expect(open('two\n@an')).toEqual(['@', 4, 'an']);
    expect(open('a ::smi')).toEqual(['::', 2, 'smi']);
    expect(open('@ann and @bo', 4)).toEqual(['@', 0, 'ann']);
  });

  it('of commands opens at the beginning of the message only', () => {
    expect(open('/')).toEqual(['/', 0, '']);
    expect(open(' /sum')).toEqual(['/', 1, 'sum']);
    expect(open('either /or')).toBeUndefined();
    expect(openQuery('or /x', 5, [{ ...commands, at: 'word' }])?.query).toBe('x');
  });

  it('does not open in addresses, paths, code and what is typed long after it', () => {
    const texts = [
      'ann@example',
      'and/or',
      'http://a',
      'std::vec',
      '@ ann',
      '@ann ',
      '@ann\n',
      '@ann  b',
      `@${'a'.repeat(60)}`,
      'ann',
      '',
    ];
    expect(texts.filter((text) => open(text))).toEqual([]);
  });

  it('is that of the trigger nearest to the caret, and what is asked is what stands between them', () => {
    const texts = string({ unit: constantFrom('@', '/', ':', 'a', 'b', ' ', '\n', '安') });
    assert(
      property(texts, nat(), (text, at) => {
        const caret = text.length === 0 ? 0 : at % (text.length + 1);
        const found = openQuery(text, caret, menus);
        if (!found) return;
        const { menu, start, end, query } = found;
        expect(end).toBe(caret);
        expect(text.slice(start, end)).toBe(menu.trigger + query);
        expect(query).not.toMatch(/\n|^\s|\s\s|\s$/);
        // What stands behind the caret changes nothing.
        expect(openQuery(text.slice(0, caret), caret, menus)).toEqual(found);
      }),
    );
  });
});

describe('what a menu offers', () => {
  it('is found without case and accents: beginnings first, then those of words, then the rest', () => {
    const items = named('Bruno Zoë', 'Zoë Young', 'Lazo', 'ZOE');
    expect(filterItems(items, 'zoe')).toEqual(named('Zoë Young', 'ZOE', 'Bruno Zoë'));
    expect(filterItems(items, 'zo')).toEqual(named('Zoë Young', 'ZOE', 'Bruno Zoë', 'Lazo'));
    expect(filterItems(items, 'bruno z')).toEqual(named('Bruno Zoë'));
    expect(filterItems(items, 'xyz')).toEqual([]);
  });

  it('is found by its other words too', () => {
    const items = [{ label: 'Summarize', keywords: ['short', 'tl;dr'] }, { label: 'Shout' }];
    expect(filterItems(items, 'sho')).toEqual(items);
    expect(filterItems(items, 'tl')).toEqual([items[0]]);
  });

  it('keeps the order of the host, and loses none, when nothing is typed', () => {
    assert(
      property(array(string()), (labels) => {
        expect(filterItems(named(...labels), '')).toEqual(named(...labels));
      }),
    );
  });

  it('holds what is typed, whatever that is', () => {
    assert(
      property(array(string()), string({ minLength: 1 }), (labels, query) => {
        const found = filterItems(named(...labels, `x ${query}`), query);
        expect(found.map(({ label }) => label)).toContain(`x ${query}`);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});
