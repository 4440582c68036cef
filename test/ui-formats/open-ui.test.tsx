import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { MessageParts } from '../../src/components/messages/message-parts.tsx';
import type { ChatMessage } from '../../src/protocol/chat-message.ts';
import { openUi } from '../../src/ui-formats/open-ui/open-ui.tsx';
import type { OpenUiOptions } from '../../src/ui-formats/open-ui/open-ui-options.ts';
import { StatementReader } from '../../src/ui-formats/open-ui/statement-reader.ts';
import type { UiComponentProps } from '../../src/ui-formats/surface/ui-views.ts';

const wait = { timeout: 30_000 };

function show(lines: readonly string[], options: OpenUiOptions = {}) {
  const text = ['```openui', ...lines, '```'].join('\n');
  const message: ChatMessage = {
    id: 'm',
    role: 'assistant',
    parts: [{ type: 'text', text }],
    end: 'complete',
  };
  return render(<MessageParts message={message} uiFormats={[openUi(options)]} />).container;
}

function Chart({ props }: UiComponentProps) {
  return <p>{`${String(props['title'])}: ${String(props['values'])}`}</p>;
}

describe('OpenUI Lang', () => {
  it('shows what is assigned before and after it is named', async () => {
    const page = show([
      'root = Stack([head, list, sum])',
      'head = CardHeader("Orders", "This " + period)',
      'period = "week"',
      'rows = [{n: "one", c: 2}, {n: "two", c: 3}]',
      'list = Stack(@Each(rows, "row", TextContent(row.n + (row.c > 2 ? "!" : ""))))',
      'sum = TextContent("Sum " + @Sum(rows.c) + " of " + @Count(rows))',
    ]);
    await screen.findByText('This week', {}, wait);
    expect([...page.querySelectorAll('.rv-ui p')].map(({ textContent }) => textContent)).toEqual([
      'Orders',
      'This week',
      'one',
      'two!',
      'Sum 5 of 2',
    ]);
    expect(page.querySelector('.rv-ui-notice')).toBeNull();
  });

  it('keeps what fields say, and tells the host what is to be said', async () => {
    const user = userEvent.setup();
    const onAction = vi.fn();
    show(
      [
        '$kind = "a"',
        'root = Form("f", Buttons([go, set]), [FormControl("Name", Input("name", "Your name")), FormControl("Kind", kind)])',
        'kind = Select("kind", [SelectItem("a", "First"), SelectItem("b", "Second")], "", {}, $kind)',
        'go = Button("Go", Action([@ToAssistant("I am " + $kind)]))',
        'set = Button("Second one", Action([@Set($kind, "b")]))',
      ],
      { onAction },
    );
    await user.type(await screen.findByLabelText('Name', {}, wait), 'Ada');
    await user.click(screen.getByRole('button', { name: 'Second one' }));
    expect(screen.getByLabelText<HTMLSelectElement>('Kind').value).toBe('b');
    await user.click(screen.getByRole('button', { name: 'Go' }));
    expect(onAction).toHaveBeenCalledWith('@ToAssistant', ['I am b'], {
      title: 'Go',
      state: { $kind: 'b', fields: { name: 'Ada' } },
      chat: undefined,
    });
  });

  it('shows the figures of charts as tables, and all that carousels and steps hold', async () => {
    const page = show([
      'root = Stack([bars, pie, dots, turn, steps, ticks, closed])',
      'bars = BarChart(["May", "June"], [Series("Here", [1, 2]), Series("There", [3])], "grouped", "Month")',
      'pie = PieChart(["Tea", "Milk"], [70, 30])',
      'dots = ScatterChart([ScatterSeries("A", [Point(1, 2)])], "Age", "Pay")',
      'turn = Carousel([[TextContent("one")], [TextContent("two")]])',
      'steps = Steps([StepsItem("Dig", "a hole")])',
      'ticks = SwitchGroup("s", [SwitchItem("Wind", "", "w", true), SwitchItem("Rain", "", "r")])',
      'closed = Modal("Secret", false, [TextContent("unseen")])',
    ]);
    await screen.findByText('Dig', {}, wait);
    const tables = [...page.querySelectorAll('table')].map((table) =>
      [...table.rows].map((row) => [...row.cells].map(({ textContent }) => textContent)),
    );
    expect(tables).toEqual([
      [
        ['Month', 'Here', 'There'],
        ['May', '1', '3'],
        ['June', '2', ''],
      ],
      [
        ['Tea', 'Milk'],
        ['70', '30'],
      ],
      [
        ['', 'Age', 'Pay', 'z'],
        ['A', '1', '2', ''],
      ],
    ]);
    for (const text of ['one', 'two', 'a hole']) expect(screen.getByText(text)).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Wind/ }).checked).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: /Rain/ }).checked).toBe(false);
    expect(screen.queryByText('unseen')).toBeNull();
  });

  it('shows components of the host by the order of their properties', async () => {
    const components = { BarChart: { component: Chart, order: ['title', 'values'] } };
    show(['root = Card([BarChart("Sales", [1, 2, 3])])'], { components });
    expect(await screen.findByText('Sales: 1,2,3', {}, wait)).toBeTruthy();
  });

  it('ends where statements name each other, runs no code, and says what it could not show', async () => {
    const page = show([
      'root = Stack([a, b, link, Unknown("x"), "here"])',
      'a = Card([root, a])',
      'b = c',
      'c = b + b',
      'link = Button("Open", Action([@OpenUrl("javascript:alert(1)")]))',
      '__proto__ = Card([])',
      'constructor.prototype.x = 1',
    ]);
    await screen.findByText('here', {}, wait);
    expect(page.querySelector('[href]')).toBeNull();
    expect(page.querySelector('.rv-ui-notice')).not.toBeNull();
  });

  it('parts statements in the same way however the text is cut', () => {
    const text = 'a = "x\\"\n=y"\nb = Stack([\n  c,\n  d\n])\n// remark\nSorry.\n$e = {k: "}"}\n';
    const whole = new StatementReader();
    const expected = [...whole.push(text), ...whole.end()];
    expect(expected.map(({ name }) => name)).toEqual(['a', 'b', '$e']);
    for (let cut = 0; cut <= text.length; cut += 1) {
      const reader = new StatementReader();
      const found = [
        ...reader.push(text.slice(0, cut)),
        ...reader.push(text.slice(cut)),
        ...reader.end(),
      ];
      expect(found).toEqual(expected);
    }
  });
});
