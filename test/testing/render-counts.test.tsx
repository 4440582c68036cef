import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderCounts } from '../../src/testing/render-counts.tsx';

it('counts renders by mark and commits by Profile, until it is cleared', () => {
  const counts = renderCounts();
  function Row({ name }: { name: string }) {
    counts.mark(name);
    return <counts.Profile name={`${name} profile`}>{name}</counts.Profile>;
  }
  const { rerender } = render(<Row name="a" />);
  rerender(<Row name="a" />);
  expect(counts.all()).toEqual({ a: 2, 'a profile': 2 });
  counts.clear();
  expect(counts.of('a')).toBe(0);
  rerender(<Row name="a" />);
  expect(counts.of('a profile')).toBe(1);
});
