// @vitest-environment node
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPatch } from '../../src/dialects/json-patch.ts';

type Case = readonly [name: string, value: unknown, patch: unknown, after?: unknown];

/** The examples of RFC 6902, appendix A, then those of RFC 6901 and of what implementations get wrong. Without a value after it the patch is refused. */
const cases: readonly Case[] = [
  [
    'A.1 adds a member',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux' }],
    { baz: 'qux', foo: 'bar' },
  ],
  [
    'A.2 adds an element',
    { foo: ['bar', 'baz'] },
    [{ op: 'add', path: '/foo/1', value: 'qux' }],
    { foo: ['bar', 'qux', 'baz'] },
  ],
  [
    'A.3 removes a member',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'remove', path: '/baz' }],
    { foo: 'bar' },
  ],
  [
    'A.4 removes an element',
    { foo: ['bar', 'qux', 'baz'] },
    [{ op: 'remove', path: '/foo/1' }],
    { foo: ['bar', 'baz'] },
  ],
  [
    'A.5 replaces',
    { baz: 'qux', foo: 'bar' },
    [{ op: 'replace', path: '/baz', value: 'boo' }],
    { baz: 'boo', foo: 'bar' },
  ],
  [
    'A.6 moves a value',
    { foo: { bar: 'baz', waldo: 'fred' }, qux: { corge: 'grault' } },
    [{ op: 'move', from: '/foo/waldo', path: '/qux/thud' }],
    { foo: { bar: 'baz' }, qux: { corge: 'grault', thud: 'fred' } },
  ],
  [
    'A.7 moves an element',
    { foo: ['all', 'grass', 'cows', 'eat'] },
    [{ op: 'move', from: '/foo/1', path: '/foo/3' }],
    { foo: ['all', 'cows', 'eat', 'grass'] },
  ],
  [
    'A.8 tests with success',
    { baz: 'qux', foo: ['a', 2, 'c'] },
    [
      { op: 'test', path: '/baz', value: 'qux' },
      { op: 'test', path: '/foo/1', value: 2 },
    ],
    { baz: 'qux', foo: ['a', 2, 'c'] },
  ],
  ['A.9 tests without', { baz: 'qux' }, [{ op: 'test', path: '/baz', value: 'bar' }]],
  [
    'A.10 adds a nested object',
    { foo: 'bar' },
    [{ op: 'add', path: '/child', value: { grandchild: {} } }],
    { foo: 'bar', child: { grandchild: {} } },
  ],
  [
    'A.11 ignores elements it does not know',
    { foo: 'bar' },
    [{ op: 'add', path: '/baz', value: 'qux', xyz: 123 }],
    { foo: 'bar', baz: 'qux' },
  ],
  ['A.12 adds to nothing', { foo: 'bar' }, [{ op: 'add', path: '/baz/bat', value: 'qux' }]],
  [
    'A.14 reads ~01 as ~1',
    { '/': 9, '~1': 10 },
    [{ op: 'test', path: '/~01', value: 10 }],
    { '/': 9, '~1': 10 },
  ],
  [
    'A.15 takes a string for no number',
    { '/': 9, '~1': 10 },
    [{ op: 'test', path: '/~01', value: '10' }],
  ],
  [
    'A.16 adds a list to a list',
    { foo: ['bar'] },
    [{ op: 'add', path: '/foo/-', value: ['abc', 'def'] }],
    { foo: ['bar', ['abc', 'def']] },
  ],
  [
    'copies',
    { a: { b: [1] } },
    [{ op: 'copy', from: '/a/b', path: '/c' }],
    { a: { b: [1] }, c: [1] },
  ],
  [
    'copies, and changes the copy alone',
    { a: [1] },
    [
      { op: 'copy', from: '/a', path: '/b' },
      { op: 'add', path: '/b/-', value: 2 },
    ],
    { a: [1], b: [1, 2] },
  ],
  ['moves onto itself', { a: 1 }, [{ op: 'move', from: '/a', path: '/a' }], { a: 1 }],
  ['moves into itself', { a: { b: 1 } }, [{ op: 'move', from: '/a', path: '/a/b' }]],
  ['moves what is not there', { a: 1 }, [{ op: 'move', from: '/b', path: '/c' }]],
  ['replaces the whole', { a: 1 }, [{ op: 'replace', path: '', value: [2] }], [2]],
  ['adds the whole', 'x', [{ op: 'add', path: '', value: { a: 1 } }], { a: 1 }],
  ['removes the whole', { a: 1 }, [{ op: 'remove', path: '' }], null],
  ['replaces what is not there', { a: 1 }, [{ op: 'replace', path: '/b', value: 1 }]],
  ['removes what is not there', { a: 1 }, [{ op: 'remove', path: '/b' }]],
  ['replaces by null', { a: 1 }, [{ op: 'replace', path: '/a', value: null }], { a: null }],
  ['knows null from nothing', { a: null }, [{ op: 'test', path: '/a', value: null }], { a: null }],
  ['tests the order of a list', { a: [1, 2] }, [{ op: 'test', path: '/a', value: [2, 1] }]],
  [
    'tests no order of fields',
    { a: { b: 1, c: 2 } },
    [{ op: 'test', path: '/a', value: { c: 2, b: 1 } }],
    { a: { b: 1, c: 2 } },
  ],
  ['tests a list against an object', { a: [] }, [{ op: 'test', path: '/a', value: {} }]],
  ['tests the empty name', { '': 1 }, [{ op: 'test', path: '/', value: 1 }], { '': 1 }],
  ['adds at the end by number', [1], [{ op: 'add', path: '/1', value: 2 }], [1, 2]],
  ['adds behind the end', [1], [{ op: 'add', path: '/2', value: 2 }]],
  ['replaces at the end', [1], [{ op: 'replace', path: '/1', value: 2 }]],
  ['removes the place after the last', [1], [{ op: 'remove', path: '/-' }]],
  [
    'takes a number with a leading zero for no place',
    [1, 2],
    [{ op: 'replace', path: '/01', value: 0 }],
  ],
  [
    'takes a number with an exponent for no place',
    [1, 2],
    [{ op: 'test', path: '/1e0', value: 2 }],
  ],
  ['takes a word for no place', [1], [{ op: 'add', path: '/a', value: 0 }]],
  [
    'reads a number as a name in an object',
    { 1: 'a' },
    [{ op: 'replace', path: '/1', value: 'b' }],
    { 1: 'b' },
  ],
  ['goes through a string', { a: 'text' }, [{ op: 'add', path: '/a/0', value: 'T' }]],
  ['knows no other operation', { a: 1 }, [{ op: 'spam', path: '/a' }]],
  ['needs a path', { a: 1 }, [{ op: 'add', value: 1 }]],
  ['needs a value', { a: 1 }, [{ op: 'add', path: '/b' }]],
  ['needs a slash', { a: 1 }, [{ op: 'replace', path: 'a', value: 2 }]],
  ['knows two escapes', { '~2': 1 }, [{ op: 'replace', path: '/~2', value: 2 }]],
  ['needs a list', { a: 1 }, { op: 'remove', path: '/a' }],
  ['needs objects in it', { a: 1 }, ['remove /a']],
  ['makes no prototype', {}, [{ op: 'add', path: '/__proto__', value: { bad: true } }]],
  ['reaches no prototype', {}, [{ op: 'add', path: '/__proto__/bad', value: true }]],
  ['reaches no constructor', {}, [{ op: 'add', path: '/constructor/prototype/bad', value: true }]],
  ['copies no prototype', {}, [{ op: 'copy', from: '/toString', path: '/a' }]],
  [
    'does all or nothing',
    { a: 1 },
    [
      { op: 'remove', path: '/a' },
      { op: 'remove', path: '/a' },
    ],
  ],
];

describe('a JSON Patch', () => {
  it.each(cases)('%s', (_name, value, patch, after) => {
    const before = JSON.stringify(value);
    const problem = expect.stringMatching(/\(operation \d: .*\)\.$|no list/) as string;
    expect(applyPatch(value, patch)).toEqual(after === undefined ? { problem } : { value: after });
    expect(JSON.stringify(value)).toBe(before);
    expect(({} as Record<string, unknown>)['bad']).toBeUndefined();
  });

  it('puts any value under any name, finds it there and takes it away', () => {
    const name = fc
      .oneof(fc.string(), fc.constantFrom('~', '/', '~1', '~0', ''))
      .filter((key) => key !== '__proto__');
    fc.assert(
      fc.property(
        fc.dictionary(name, fc.jsonValue()),
        name,
        fc.jsonValue(),
        (object, key, value) => {
          const root = JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
          const path = `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
          const plain: unknown = JSON.parse(JSON.stringify(value));
          const added = applyPatch(root, [
            { op: 'add', path, value: plain },
            { op: 'test', path, value: plain },
          ]);
          expect(added).toEqual({ value: { ...root, [key]: plain } });
          const { [key]: _gone, ...rest } = root;
          const patch = [
            { op: 'add', path, value: plain },
            { op: 'remove', path },
          ];
          expect(applyPatch(root, patch)).toEqual({ value: rest });
        },
      ),
    );
  });

  it('keeps what it does not touch as the same object', () => {
    const state = { steps: ['a'], facts: { n: 1 } };
    const patched = applyPatch(state, [{ op: 'add', path: '/steps/-', value: 'b' }]);
    expect(patched).toEqual({ value: { steps: ['a', 'b'], facts: { n: 1 } } });
    expect('value' in patched && (patched.value as typeof state).facts).toBe(state.facts);
  });

  it('survives any patch of any value', () => {
    const pointer = fc.oneof(
      fc.string(),
      fc.constantFrom('', '/0', '/-', '/a', '/a/0', '/__proto__/x'),
    );
    const operation = fc.record(
      {
        op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
        path: pointer,
        from: pointer,
        value: fc.jsonValue(),
      },
      { requiredKeys: ['op'] },
    );
    fc.assert(
      fc.property(fc.jsonValue(), fc.oneof(fc.array(operation), fc.jsonValue()), (value, patch) => {
        const before = JSON.stringify(value);
        const patched = applyPatch(value, patch);
        expect('value' in patched || patched.problem !== '').toBe(true);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });
});
