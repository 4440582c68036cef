import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonRenderFence } from '../../src/ui-formats/json-render/json-render-view.tsx';
import { fresh, streamed } from './stream-law.tsx';

interface Tree {
  readonly type: string;
  readonly text: string;
  readonly isBound: boolean;
  readonly children: readonly Tree[];
}

const leaf = fc.record({
  type: fc.constantFrom(
    'Text',
    'Heading',
    'Badge',
    'Input',
    'Checkbox',
    'Button',
    'Progress',
    'Alert',
    'Table',
  ),
  text: fc.string({
    unit: fc.constantFrom('a', 'é', ' ', '*', '"', '\n'),
    minLength: 1,
    maxLength: 8,
  }),
  isBound: fc.boolean(),
  children: fc.constant([]),
});
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constantFrom('Stack', 'Row', 'Card', 'Grid', 'Tabs', 'Repeat'),
      text: fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 8 }),
      isBound: fc.boolean(),
      children: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
  ),
})).tree;

interface Written {
  readonly elements: [string, object][];
  readonly state: Record<string, unknown>;
}

function write(node: Tree, id: string, written: Written): string {
  const { type, text, isBound } = node;
  const name = `v${Object.keys(written.state).length}`;
  written.state[name] = type === 'Repeat' ? [text, text] : text;
  const value = isBound ? { $state: `/${name}` } : text;
  const children = node.children.map((child, index) => write(child, `${id}.${index}`, written));
  const props = {
    Input: { label: text, value: { $bindState: `/${name}` } },
    Table: { columns: [text], rows: [[value]], caption: 'Rows' },
    Tabs: { tabs: children.map((child) => ({ label: child })) },
    Progress: { label: value, value: 3 },
    Alert: { title: value, message: { $template: `- \${/${name}}` } },
  }[type] ?? { text: value, title: value, label: value };
  const repeat = type === 'Repeat' ? { repeat: { statePath: `/${name}` } } : {};
  const visible =
    isBound && node.children.length === 0 ? { visible: { $state: `/${name}`, neq: 'none' } } : {};
  written.elements.push([
    id,
    { type: type === 'Repeat' ? 'Stack' : type, props, children, ...repeat, ...visible },
  ]);
  return id;
}

type Shape = 'patches' | 'state first' | 'one spec' | 'pretty';

function sourceOf(node: Tree, shape: Shape, isReversed: boolean): string {
  const written: Written = { elements: [], state: {} };
  const root = write(node, 'main', written);
  const elements = isReversed ? written.elements.toReversed() : written.elements;
  const patches = elements.map(([id, value]) => ({ op: 'add', path: `/elements/${id}`, value }));
  const state = { op: 'add', path: '/state', value: written.state };
  const first = { op: 'add', path: '/root', value: root };
  switch (shape) {
    case 'patches':
      return [first, ...patches, state].map((patch) => JSON.stringify(patch)).join('\n');
    case 'state first':
      return [
        ...Object.entries(written.state).map(([name, value]) => ({
          op: 'add',
          path: `/state/${name}`,
          value,
        })),
        first,
        ...patches,
      ]
        .map((patch) => JSON.stringify(patch))
        .join('\n');
    default: {
      const spec = { root, elements: Object.fromEntries(elements), state: written.state };
      return JSON.stringify(spec, null, shape === 'pretty' ? 2 : 0);
    }
  }
}

describe('an interface of json-render that streams', () => {
  it('takes nothing back that it has shown, and is in the end what it is when it comes at once', () => {
    fc.assert(
      fc.property(
        tree,
        fc.constantFrom<Shape>('patches', 'state first', 'one spec', 'pretty'),
        fc.boolean(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (node, shape, isReversed, places) => {
          const source = sourceOf(node, shape, isReversed);
          const ends = places
            .map((place) => Math.floor(place * source.length))
            .toSorted((a, b) => a - b);
          const html = streamed(JsonRenderFence, source, ends);
          expect(html).toBe(fresh(JsonRenderFence, source));
          expect(html).not.toBe('<div class="rv-ui"></div>');
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);
});
