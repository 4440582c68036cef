import { describe, expect, it } from 'vitest';
import { readValue } from '../../src/ui-formats/a2ui/a2ui-value.ts';
import { formatDate } from '../../src/ui-formats/data/format-date.ts';

const data = {
  name: 'Ada',
  count: 1234.5,
  when: '2026-06-12T14:05:09',
  list: [{ name: 'one' }, { name: 'two' }],
  'a/b': { 'c~d': 'deep' },
};
const read = (value: unknown, scope?: { base: string; index: number }) =>
  readValue(value, { data, scope, language: 'en-GB' });
const call = (name: string, args: object = {}) => ({ '@call': name, args });
const format = (value: string, scope?: { base: string; index: number }) =>
  read(call('formatString', { value }), scope).value;

describe('values of A2UI', () => {
  it.each([
    [{ '@path': '/name' }, 'Ada'],
    [{ path: '/name' }, 'Ada'],
    [{ '@path': '/a~1b/c~0d' }, 'deep'],
    [{ '@path': '/list/1/name' }, 'two'],
    [
      ['x', { path: '/name' }],
      ['x', 'Ada'],
    ],
    [{ deep: { path: '/name' } }, { deep: 'Ada' }],
  ])('reads the binding %j', (value, expected) => {
    expect(read(value)).toEqual({ value: expected, isMissing: false });
  });

  it('reads a pointer without a slash from the item of a list', () => {
    expect(read({ '@path': 'name' }, { base: '/list/1', index: 1 }).value).toBe('two');
    expect(read(call('@index', { offset: 1 }), { base: '/list/1', index: 1 }).value).toBe(2);
  });

  it.each(['/none', '/__proto__/toString', '/constructor', '/name/length/x', '/list/9/name'])(
    'finds nothing at %s',
    (path) => {
      expect(read({ '@path': path })).toEqual({ value: undefined, isMissing: true });
    },
  );

  it.each([
    ['Hello ${/name}!', 'Hello Ada!'],
    [String.raw`Costs \${5}`, 'Costs ${5}'],
    ['${formatNumber(value: ${/count}, decimals: 1)}', '1,234.5'],
    ["${formatDate(value: ${/when}, format: 'HH:mm')} o'clock", "14:05 o'clock"],
    ["${pluralize(value: 1, one: 'one day', other: 'days')}", 'one day'],
    ['${add(a: 1, b: multiply(a: 2, b: 3))}', '7'],
    ["${'quoted \\'x\\''}", "quoted 'x'"],
    ['${true} ${null}${1.5}', 'true 1.5'],
    ['broken ${/name', 'broken ${/name'],
    ['broken ${f(}', 'broken ${f(}'],
    ['${${${/name}}}', 'Ada'],
  ])('formats %s', (template, expected) => {
    expect(format(template)).toBe(expected);
  });

  it.each([
    [call('required', { value: '' }), false],
    [call('required', { value: [] }), false],
    [call('required', { value: 0 }), true],
    [call('email', { value: 'ada@example.com' }), true],
    [call('email', { value: 'ada@' }), false],
    [call('length', { value: 'abc', min: 2, max: 3 }), true],
    [call('numeric', { value: '12', max: 10 }), false],
    [call('and', { values: [true, call('not', { value: false })] }), true],
    [call('or', { values: [false, { path: '/none' }] }), false],
    [call('contains', { string: 'abc', substring: 'b' }), true],
    [call('equals', { a: { x: 1 }, b: { x: 1 } }), true],
    [call('greater_than', { a: 2, b: 1 }), true],
    [call('formatCurrency', { value: 5, currency: 'EUR' }), '€5.00'],
    [call('formatCurrency', { value: 5, currency: 'no such' }), '5'],
    [call('formatNumber', { value: 1234, grouping: false }), '1234'],
  ])('calls %j', (value, expected) => {
    expect(read(value).value).toEqual(expected);
  });

  it('calls nothing but functions that it knows', () => {
    for (const name of ['eval', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])
      expect(read(call(name)).isMissing).toBe(true);
  });

  it.each([
    ['MMM dd, yyyy', 'Jun 12, 2026'],
    ['EEEE, d MMMM', 'Friday, 12 June'],
    ["h:mm a 'sharp'", '2:05 pm sharp'],
    ['yy/MM/dd HH:mm:ss', '26/06/12 14:05:09'],
    ["h 'o''clock'", "2 o'clock"],
  ])('formats a time as %s', (pattern, expected) => {
    expect(formatDate(data.when, pattern, 'en-GB')).toBe(expected);
  });

  it('ends where values hold values without end', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 5000; depth += 1) value = call('not', { value });
    expect(() => read(value)).not.toThrow();
    expect(format('${'.repeat(5000))).toContain('${');
  });
});
