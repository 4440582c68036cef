import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OpenUiFence } from '../../src/ui-formats/open-ui/open-ui-view.tsx';
import { fresh, streamed } from './stream-law.tsx';

interface Tree {
  readonly type: string;
  readonly text: string;
  readonly isInline: boolean;
  readonly children: readonly Tree[];
}

const leaf = fc.record({
  type: fc.constantFrom(
    'Text',
    'Header',
    'Callout',
    'Button',
    'Table',
    'Tags',
    'Select',
    'Value',
    'Sum',
    'Each',
    'Bars',
    'Pie',
    'Scatter',
    'Switches',
    'Ticks',
    'Steps',
    'Gallery',
  ),
  text: fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '"', '\n', ')', '*'),
    minLength: 1,
    maxLength: 8,
  }),
  isInline: fc.boolean(),
  children: fc.constant([]),
});
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constantFrom('Stack', 'Card', 'Tabs', 'Form', 'Sections', 'Carousel', 'Modal'),
      text: fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 }),
      isInline: fc.boolean(),
      children: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
  ),
})).tree;

/** A tree in OpenUI Lang; the statements of what is not inline are added to the lines. */
function write(node: Tree, lines: string[], isRoot = false): string {
  const { type, text, isInline } = node;
  const name = isRoot ? 'root' : `n${lines.length}`;
  const at = lines.push('') - 1;
  const children = `[${node.children.map((child) => write(child, lines)).join(', ')}]`;
  const said = JSON.stringify(text);
  const value = `v${lines.length}`;
  const calls: Readonly<Record<string, string>> = {
    Stack: `Stack(${children}, "row", "m")`,
    Card: `Card(${children})`,
    Tabs: `Tabs([TabItem("a", ${said}, ${children})])`,
    Form: `Form("f", Buttons([Button("Send")]), [FormControl(${said}, Input("name"))])`,
    Sections: `SectionBlock([SectionItem("a", ${said}, ${children})])`,
    Carousel: `Carousel([${children}, ${children}])`,
    Modal: `Modal(${said}, true, ${children}, "sm")`,
    Bars: `BarChart(["Jan", ${said}], [Series(${said}, [1, 2]), Series("B", [3])], "stacked", "Month")`,
    Pie: `PieChart(["Jan", ${said}], [1, 2])`,
    Scatter: `ScatterChart([ScatterSeries(${said}, [Point(1, 2), Point(3, 4, 5)])])`,
    Switches: `SwitchGroup("s", [SwitchItem(${said}, "why", "a", true), SwitchItem("B", "", "b")])`,
    Ticks: `CheckBoxGroup("c", [CheckBoxItem("A", "why", "a"), CheckBoxItem(${said}, "", "b", true)])`,
    Steps: `Steps([StepsItem("First", ${said}), StepsItem(${said}, "then")])`,
    Gallery: `ImageGallery([{src: "https://a.example/1.png", alt: ${said}}])`,
    Header: `CardHeader(${said}, "below")`,
    Callout: `Callout("info", ${said}, ${value})`,
    Button: `Button(${said}, Action([@ToAssistant("x")]))`,
    Table: `Table([Col(${said}, ${value}.a), Col("B", [1, 2])])`,
    Tags: `TagBlock(["x", ${said}])`,
    Select: `Select("s", [SelectItem("a", ${said})], "Choose")`,
    Value: `TextContent("Hello " + ${value})`,
    Sum: `TextContent("" + @Sum(${value}.a))`,
    Each: `Stack(@Each(${value}, "item", TextContent("- " + item.a)))`,
  };
  const call = calls[type] ?? `TextContent(${said})`;
  if (call.includes(value)) {
    const isList = ['Table', 'Sum', 'Each'].includes(type);
    lines.push(`${value} = ${isList ? '[{a: 1}, {a: 2}]' : said}`);
    lines.push('');
  }
  if (isInline && !isRoot) return call;
  lines[at] = `${name} = ${call}`;
  return name;
}

describe('an interface in OpenUI Lang that streams', () => {
  it('takes nothing back that it has shown, and is in the end what it is when it comes at once', () => {
    fc.assert(
      fc.property(
        tree,
        fc.boolean(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (node, isReversed, places) => {
          const lines: string[] = [];
          write(node, lines, true);
          const source = (isReversed ? lines.toReversed() : lines).join('\n');
          const ends = places
            .map((place) => Math.floor(place * source.length))
            .toSorted((a, b) => a - b);
          const html = streamed(OpenUiFence, source, ends);
          expect(html).toBe(fresh(OpenUiFence, source));
          expect(html).not.toBe('<div class="rv-ui"></div>');
          expect(html).not.toContain('rv-ui-notice');
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
