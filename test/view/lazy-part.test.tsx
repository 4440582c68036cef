import { act, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { LazyPart } from '../../src/view/lazy-part.ts';
import { useLazyPart } from '../../src/view/use-lazy-part.ts';

const name = () => Promise.resolve('the part');

function Reader({ part, isWanted = true }: { part: LazyPart<string>; isWanted?: boolean }) {
  return <p>{useLazyPart(part, isWanted) ?? 'without'}</p>;
}

describe('a lazy part', () => {
  it('is loaded when it is wanted, and not before', async () => {
    const load = vi.fn(name);
    const part = new LazyPart(load);
    const view = render(<Reader part={part} isWanted={false} />);
    expect(load).not.toHaveBeenCalled();
    view.rerender(<Reader part={part} />);
    expect(screen.getByText('without')).toBeInTheDocument();
    expect(await screen.findByText('the part')).toBeInTheDocument();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is told to all who wait, and is there at once for those who come later', async () => {
    const part = new LazyPart(name);
    render([<Reader key="a" part={part} />, <Reader key="b" part={part} />]);
    expect(await screen.findAllByText('the part')).toHaveLength(2);
    const load = vi.spyOn(part, 'load');
    render(<Reader part={part} />);
    expect(screen.getAllByText('the part')).toHaveLength(3);
    expect(load).not.toHaveBeenCalled();
  });

  it('is done without where it cannot be loaded, and tried again', async () => {
    const load = vi.fn(name).mockRejectedValueOnce(new Error('offline'));
    const part = new LazyPart(load);
    const view = render(<Reader part={part} />);
    await act(async () => expect(await part.load()).toBeUndefined());
    expect(part.outcome()).toBe('none');
    await act(async () => expect(await part.load()).toBe('the part'));
    expect(screen.getByText('the part')).toBeInTheDocument();
    view.unmount();
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('is not on the server, even if it has loaded there', async () => {
    const part = new LazyPart(name);
    await part.load();
    expect(renderToString(<Reader part={part} />)).toContain('without');
  });
});
