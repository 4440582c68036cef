import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { MessageParts } from '../../src/components/messages/message-parts.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { jsonRender } from '../../src/ui-formats/json-render/json-render.tsx';
import type { JsonRenderOptions } from '../../src/ui-formats/json-render/json-render-options.ts';
import type { UiComponentProps } from '../../src/ui-formats/surface/ui-views.ts';

const wait = { timeout: 30_000 };

function show(spec: unknown, options: JsonRenderOptions = {}) {
  const data = Array.isArray(spec) ? spec : [spec];
  const message: ChatMessage = {
    id: 'm',
    role: 'assistant',
    parts: data.map((one: unknown) => ({ type: 'data-spec' as const, data: one })),
    end: 'complete',
  };
  return render(<MessageParts message={message} uiFormats={[jsonRender(options)]} />).container;
}

const Rating = ({ props, act }: UiComponentProps) => (
  <button type="button" onClick={() => act('rate')}>
    {'★'.repeat(Number(props['stars']))}
  </button>
);

const element = (type: string, props: object, more: object = {}) => ({
  type,
  props,
  children: [],
  ...more,
});

describe('json-render', () => {
  it('shows state, conditions, templates and repeated items', async () => {
    const page = show({
      root: 'main',
      state: { name: 'Ada', isIn: true, items: [{ title: 'one' }, { title: 'two' }] },
      elements: {
        main: element('Stack', {}, { children: ['hello', 'out', 'list', 'choice'] }),
        hello: element('Heading', { text: { $template: 'Hello ${/name}' }, level: 'h2' }),
        out: element(
          'Text',
          { text: 'Please sign in' },
          { visible: { $state: '/isIn', not: true } },
        ),
        list: element(
          'Stack',
          {},
          { children: ['item'], repeat: { statePath: '/items', key: 'title' } },
        ),
        item: element('Badge', { text: { $item: 'title' } }),
        choice: element('Text', {
          text: { $cond: { $state: '/name', eq: 'Ada' }, $then: 'It is Ada', $else: 'no' },
        }),
      },
    });
    expect((await screen.findByRole('heading', { level: 2 }, wait)).textContent).toBe('Hello Ada');
    expect(
      [...page.querySelectorAll('.rv-ui-badge')].map(({ textContent }) => textContent),
    ).toEqual(['one', 'two']);
    expect(screen.getByText('It is Ada')).toBeTruthy();
    expect(screen.queryByText('Please sign in')).toBeNull();
    expect(page.querySelector('.rv-ui-notice')).toBeNull();
  });

  it('puts patches of several parts together, at the place of the first', async () => {
    const page = show([
      { type: 'patch', patch: { op: 'add', path: '/root', value: 'a' } },
      {
        type: 'patch',
        patch: { op: 'add', path: '/elements/a', value: element('Stack', {}, { children: ['b'] }) },
      },
      {
        type: 'patch',
        patch: { op: 'add', path: '/elements/b', value: element('Text', { text: 'old' }) },
      },
      { type: 'patch', patch: { op: 'replace', path: '/elements/b/props/text', value: 'new' } },
      {
        type: 'patch',
        patch: { op: 'add', path: '/elements/c', value: element('Text', { text: 'last' }) },
      },
      { type: 'patch', patch: { op: 'add', path: '/elements/a/children/-', value: 'c' } },
    ]);
    await screen.findByText('new', {}, wait);
    expect([...page.querySelectorAll('p')].map(({ textContent }) => textContent)).toEqual([
      'new',
      'last',
    ]);
    expect(page.querySelectorAll('.rv-ui')).toHaveLength(1);
  });

  it('takes a spec that holds its children itself', async () => {
    show({
      type: 'nested',
      spec: element('Card', { title: 'Out' }, { children: [element('Text', { text: 'In' })] }),
    });
    await screen.findByText('In', {}, wait);
    expect(screen.getByText('Out')).toBeTruthy();
  });

  it('binds fields to the state and tells the host of actions, with their parameters', async () => {
    const user = userEvent.setup();
    const onAction = vi.fn();
    show(
      {
        root: 'form',
        state: { mail: '', done: false, todos: [] },
        elements: {
          form: element('Stack', {}, { children: ['mail', 'echo', 'box', 'add', 'count', 'send'] }),
          mail: element('Input', {
            label: 'Mail',
            value: { $bindState: '/mail' },
            checks: [{ type: 'email', message: 'No mail' }],
          }),
          echo: element('Text', { text: { $template: 'You: ${/mail}' } }),
          box: element('Checkbox', { label: 'Done', checked: { $bindState: '/done' } }),
          add: element(
            'Button',
            { label: 'Add' },
            {
              on: {
                press: {
                  action: 'pushState',
                  params: { statePath: '/todos', value: { $state: '/mail' } },
                },
              },
            },
          ),
          count: element('Stack', {}, { children: ['todo'], repeat: { statePath: '/todos' } }),
          todo: element('Text', { text: { $item: '' } }),
          send: element(
            'Button',
            { label: 'Send' },
            {
              on: {
                press: [
                  { action: 'setState', params: { statePath: '/sent', value: true } },
                  {
                    action: 'submit',
                    params: { mail: { $state: '/mail' } },
                    confirm: { title: 'Really?', message: 'It goes out.', confirmLabel: 'Yes' },
                  },
                ],
              },
            },
          ),
        },
      },
      { onAction },
    );
    const field = await screen.findByLabelText('Mail', {}, wait);
    await user.type(field, 'ada');
    await user.tab();
    expect(screen.getByText('You: ada')).toBeTruthy();
    expect(screen.getByText('No mail')).toBeTruthy();
    await user.click(screen.getByLabelText('Done'));
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(screen.getByText('ada')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(onAction).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Yes' }));
    expect(onAction).toHaveBeenCalledWith(
      'submit',
      { mail: 'ada' },
      {
        title: 'Send',
        state: { mail: 'ada', done: true, todos: ['ada'], sent: true },
        chat: undefined,
      },
    );
  });

  it('shows components of the host, where their properties are what their schema wants', async () => {
    const components = {
      Rating: { component: Rating, props: z.object({ stars: z.number().max(5) }) },
    };
    const onAction = vi.fn();
    const page = show(
      {
        root: 'all',
        elements: {
          all: element('Stack', {}, { children: ['good', 'bad'] }),
          good: element('Rating', { stars: 3 }, { on: { rate: { action: 'rated' } } }),
          bad: element('Rating', { stars: 'many' }),
        },
      },
      { components, onAction },
    );
    await userEvent.click(await screen.findByText('★★★', {}, wait));
    expect(onAction).toHaveBeenCalledTimes(1);
    expect(screen.getAllByRole('button')).toHaveLength(2);
    expect(page.querySelector('.rv-ui-notice')).not.toBeNull();
  });

  it('ends where elements hold themselves, and changes no prototype', async () => {
    show([
      {
        root: 'a',
        elements: {
          a: element('Stack', {}, { children: ['a', 'b'] }),
          b: element('Text', { text: 'here' }),
        },
      },
      { op: 'add', path: '/state/__proto__/polluted', value: true },
      { op: 'add', path: '/elements/b/props/__proto__', value: { polluted: true } },
    ]);
    await screen.findByText('here', {}, wait);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
