import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { Composer } from '../../src/components/composer/composer.tsx';
import type { ComposerMenu, ComposerMenuItem } from '../../src/components/menus/composer-menu.ts';
import { eventually } from '../eventually.ts';

const people: ComposerMenu = {
  trigger: '@',
  label: 'People',
  items: [{ label: 'Ada Lovelace', description: 'Analyst' }, { label: 'Alan' }, { label: 'Edith' }],
};
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox');
const options = () => screen.queryAllByRole('option').map(({ textContent }) => textContent);
const chosen = () => screen.queryByRole('option', { selected: true })?.textContent;

/** Renders a field, and waits for its menus to load. */
async function composer(menus: readonly ComposerMenu[], props: { onAbort?: () => void } = {}) {
  const onSend = vi.fn();
  const view = render(
    <Composer onSend={onSend} menus={menus} isStreaming={props.onAbort !== undefined} {...props} />,
  );
  await eventually(() => expect(view.container.querySelector('.rv-offers')).not.toBeNull());
  return { onSend, user: userEvent.setup() };
}

describe('the menus of a Composer', () => {
  it('open behind their trigger, offer what is typed, and put in what is taken', async () => {
    const { onSend, user } = await composer([people]);
    await user.type(field(), 'Ask @a');
    expect(options()).toEqual(['Ada LovelaceAnalyst', 'Alan']);
    expect(field()).toHaveFocus();
    await user.keyboard('{ArrowDown}{Enter}');
    expect(field()).toHaveValue('Ask @Alan ');
    expect(options()).toEqual([]);
    expect(onSend).not.toHaveBeenCalled();
    await user.keyboard('why{Enter}');
    expect(onSend.mock.calls).toEqual([['Ask @Alan why']]);
  });

  it('name what is chosen at the field, and say how much is offered', async () => {
    const { user } = await composer([people]);
    await user.type(field(), '@');
    const list = screen.getByRole('listbox', { name: 'People' });
    expect(field()).toHaveAttribute('aria-controls', list.id);
    expect(screen.getByText('3 suggestions')).toBeInTheDocument();
    for (const [key, name] of [
      ['{ArrowUp}', 'Edith'],
      ['{ArrowDown}', 'Ada Lovelace'],
      ['{ArrowDown}', 'Alan'],
    ] as const) {
      await user.keyboard(key);
      const option = within(list).getByRole('option', { selected: true });
      expect(option).toHaveTextContent(name);
      expect(field()).toHaveAttribute('aria-activedescendant', option.id);
    }
    await user.keyboard(' ');
    expect(field()).not.toHaveAttribute('aria-controls');
    expect(field()).not.toHaveAttribute('aria-activedescendant');
  });

  it('go on with names of several words, and close when no name has them', async () => {
    const { user } = await composer([people]);
    await user.type(field(), '@Ada l');
    expect(options()).toEqual(['Ada LovelaceAnalyst']);
    await user.type(field(), 'x');
    expect(screen.queryByText('Nothing found')).toBeNull();
    await user.clear(field());
    await user.type(field(), '@zzz');
    expect(screen.getAllByText('Nothing found').length).toBeGreaterThan(0);
  });

  it('close by Escape, which then stops no answer, until another trigger is typed', async () => {
    const onAbort = vi.fn();
    const { user } = await composer([people], { onAbort });
    await user.type(field(), '@a{Escape}');
    expect(options()).toEqual([]);
    expect(onAbort).not.toHaveBeenCalled();
    await user.keyboard('l');
    expect(options()).toEqual([]);
    await user.keyboard(' @a');
    expect(options()).toHaveLength(2);
    await user.keyboard('{Escape}{Escape}');
    expect(onAbort).toHaveBeenCalledTimes(1);
  });

  it('run a command in place of writing it', async () => {
    const onSelect = vi.fn(() => expect(field()).toHaveValue(''));
    const { user, onSend } = await composer([
      { trigger: '/', label: 'Commands', items: [{ label: 'clear', onSelect }] },
    ]);
    await user.type(field(), '/cl{Tab}');
    expect(onSelect).toHaveBeenCalledTimes(1);
    expect(onSend).not.toHaveBeenCalled();
    expect(field()).toHaveFocus();
  });

  it('take what is pressed, and keep the focus in the field', async () => {
    const { user } = await composer([people]);
    await user.type(field(), '@ for it');
    field().setSelectionRange(1, 1);
    await user.keyboard('E');
    await user.click(screen.getByRole('option', { name: /Edith/ }));
    expect(field()).toHaveValue('@Edith for it');
    expect(field()).toHaveFocus();
    expect(field().selectionStart).toBe(6);
  });

  it('ask the host, show what it answers last, and stop what is no longer wanted', async () => {
    const asked: { query: string; signal: AbortSignal; answer: (names: string[]) => void }[] = [];
    const items = (query: string, signal: AbortSignal) =>
      new Promise<ComposerMenuItem[]>((resolve) => {
        asked.push({
          query,
          signal,
          answer: (names) => resolve(names.map((label) => ({ label }))),
        });
      });
    const { user } = await composer([{ trigger: '#', label: 'Files', items }]);
    await user.type(field(), '#a');
    expect(screen.getAllByText('Looking…').length).toBeGreaterThan(0);
    expect(asked.map(({ query }) => query)).toEqual(['', 'a']);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    asked[1]?.answer(['a.ts', 'b.ts']);
    await eventually(() => expect(options()).toEqual(['a.ts', 'b.ts']));
    asked[0]?.answer(['old.ts']);
    await user.keyboard('b');
    // What was offered stands until there is something else.
    expect(options()).toEqual(['a.ts', 'b.ts']);
    asked[2]?.answer(['ab.ts']);
    await eventually(() => expect(options()).toEqual(['ab.ts']));
    expect(chosen()).toBe('ab.ts');
  });

  it('offer nothing where the host fails, and let the message be sent', async () => {
    const fail = vi.fn((): never => {
      throw new Error('no list');
    });
    const { user, onSend } = await composer([
      { trigger: '#', label: 'Files', items: fail },
      { trigger: '%', label: 'More', items: () => Promise.reject(new Error('none')) },
    ]);
    await user.type(field(), '#a');
    await eventually(() => expect(screen.getAllByText('Nothing found').length).toBeGreaterThan(0));
    await user.keyboard('{Enter}');
    expect(onSend.mock.calls).toEqual([['#a']]);
    await user.type(field(), '%b');
    await eventually(() => expect(screen.getAllByText('Nothing found').length).toBeGreaterThan(0));
  });

  it('leave Enter to an input method that still composes', async () => {
    const { user } = await composer([people]);
    await user.type(field(), '@a');
    const enter = new KeyboardEvent('keydown', {
      key: 'Enter',
      isComposing: true,
      bubbles: true,
      cancelable: true,
    });
    field().dispatchEvent(enter);
    expect(field()).toHaveValue('@a');
    expect(enter.defaultPrevented).toBe(false);
  });
});
