// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { findMutants, mutate } from './find-mutants.ts';

const mutantsOf = (source: string) =>
  findMutants(source, 'source.ts').map((mutant) => mutate(source, mutant));

describe('the faults that are put into a source', () => {
  it('swap an operator and negate a condition', () => {
    expect(mutantsOf('if (a < b) c();')).toEqual([
      'if (!(a < b)) c();',
      'if (a <= b) c();',
      'if (a < b) ;',
    ]);
  });

  it('drop a guard, a statement and a default', () => {
    const source = 'function f(x) { if (x) return 1; g(); return x ?? 2; }';
    expect(mutantsOf(source)).toContain('function f(x) { ; g(); return x ?? 2; }');
    expect(mutantsOf(source)).toContain('function f(x) { if (x) return 1; ; return x ?? 2; }');
    expect(mutantsOf(source)).toContain('function f(x) { if (x) return 1; g(); return x; }');
  });

  it('raise a number and turn a boolean round', () => {
    expect(mutantsOf('const a = [7, true];')).toEqual([
      'const a = [(7 + 1), true];',
      'const a = [7, false];',
    ]);
  });

  it('leave types, imports and directives as they are', () => {
    const source = `'use client';\nimport a from 'b';\ninterface C { d: 1 | true }\ntype E = 2;`;
    expect(mutantsOf(source)).toEqual([]);
  });
});
