import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { array, assert, constantFrom, property, record, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MessageParts } from '../../src/components/messages/message-parts.tsx';
import { Plan } from '../../src/components/messages/plan.tsx';
import { readPlan } from '../../src/components/messages/read-plan.ts';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { eventually } from '../eventually.ts';

describe('readPlan', () => {
  const steps = [
    { content: 'Look', status: 'completed' },
    { content: 'Write', status: 'in_progress' },
    { content: 'Test', status: 'pending' },
  ];

  it.each([
    [
      'Codex',
      {
        explanation: 'Mend it',
        plan: steps.map(({ content, status }) => ({ step: content, status })),
      },
    ],
    ['Claude Code', { todos: steps.map((step) => ({ ...step, activeForm: 'Working' })) }],
    [
      'the Agent Client Protocol',
      { entries: steps.map((step) => ({ ...step, priority: 'high' })) },
    ],
    ['a list', steps],
    [
      'other words',
      { tasks: [{ title: 'Look', done: true }, { title: 'Write', state: 'Running' }, 'Test'] },
    ],
  ])('reads what %s writes', (_, value) => {
    expect(readPlan(value).steps).toEqual(steps);
  });

  it('leaves out what is not there yet, and takes no harm from anything', () => {
    expect(readPlan({ plan: [{ step: 'Look' }, { status: 'pending' }, {}, null, 7, ''] })).toEqual({
      title: undefined,
      steps: [{ content: 'Look', status: 'pending' }],
    });
    for (const value of [undefined, null, 'text', 7, {}, { plan: 'x' }])
      expect(readPlan(value).steps).toEqual([]);
  });

  it('keeps every step that has a text, in order', () => {
    const step = record({
      content: string({ minLength: 1 }),
      status: constantFrom('pending', 'completed', 'x', ''),
    });
    assert(
      property(array(step), (entries) => {
        expect(readPlan({ entries }).steps.map(({ content }) => content)).toEqual(
          entries.map(({ content }) => content),
        );
      }),
    );
  });
});

const message = (statuses: readonly string[]): ChatMessage => ({
  id: 'a',
  role: 'assistant',
  parts: [
    {
      type: 'tool-update_plan',
      toolCallId: 'p',
      state: 'input-available',
      input: { plan: statuses.map((status, index) => ({ step: `Step ${index + 1}`, status })) },
    },
  ],
});

describe('Plan', () => {
  const parts = { 'tool-update_plan': Plan };
  const shown = (statuses: readonly string[]) => (
    <MessageParts message={message(statuses)} parts={parts} />
  );

  it('stands for a tool call, says what is done, and tells what has become done', async () => {
    const { rerender, container } = render(shown(['in_progress', 'pending']));
    await screen.findByText('0 of 2 done');
    const list = within(screen.getByRole('list'));
    expect(list.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'Step 1in progress',
      'Step 2to do',
    ]);
    expect(list.getByText('Step 1').closest('li')).toHaveAttribute('aria-current', 'step');
    const told = () => container.querySelector('.rv-plan output')?.textContent;
    expect(told()).toBe('');
    rerender(shown(['completed', 'in_progress']));
    expect(told()).toBe('Step 1: done');
    expect(screen.getByText('1 of 2 done')).toBeInTheDocument();
  });

  it('folds when all is done, unless its reader has opened it', async () => {
    const { container } = render(
      <Plan title="Mend it" steps={[{ content: 'Look', status: 'completed' }]} />,
    );
    await screen.findByText('Mend it');
    const fold = container.querySelector('details');
    expect(fold).not.toHaveAttribute('open');
    await userEvent.click(screen.getByText('Mend it'));
    await eventually(() => expect(fold).toHaveAttribute('open'));
  });

  it('shows nothing before there is a step', async () => {
    const { container, rerender } = render(<Plan steps={[]} />);
    rerender(<Plan steps={[{ content: 'Look', status: 'pending' }]} />);
    await screen.findByText('Look');
    rerender(<Plan steps={[]} />);
    expect(container).toBeEmptyDOMElement();
  });
});
