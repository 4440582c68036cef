import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { A2uiFence } from '../../src/ui-formats/a2ui/a2ui-view.tsx';
import { fresh, streamed } from './stream-law.tsx';

interface Tree {
  readonly type: string;
  readonly text: string;
  readonly isBound: boolean;
  readonly children: readonly Tree[];
}

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '*', 'é', '`', '\n', '"', '#'),
  minLength: 1,
  maxLength: 12,
});
const leaf = fc.record({
  type: fc.constantFrom(
    'Text',
    'Icon',
    'Divider',
    'CheckBox',
    'TextField',
    'Slider',
    'ChoicePicker',
    'Image',
  ),
  text: words,
  isBound: fc.boolean(),
  children: fc.constant([]),
});
const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({
      type: fc.constantFrom('Column', 'Row', 'List', 'Card', 'Tabs', 'Modal', 'Button', 'Template'),
      text: words,
      isBound: fc.boolean(),
      children: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
    }),
  ),
})).tree;

/** A tree as messages of an agent. */
class Agent {
  readonly components: Record<string, unknown>[] = [];
  readonly data: Record<string, unknown> = {};

  add(node: Tree, id = 'root'): string {
    const children = node.children.map((child, index) => this.add(child, `${id}.${index}`));
    this.components.push({ id, ...this.#component(node, children) });
    return id;
  }

  #value(text: string, isBound: boolean): unknown {
    if (!isBound) return text;
    const name = `v${Object.keys(this.data).length}`;
    this.data[name] = text;
    return { '@path': `/${name}` };
  }

  #component({ type, text, isBound }: Tree, children: readonly string[]): Record<string, unknown> {
    const value = this.#value(text, isBound);
    const [child = ''] = children;
    switch (type) {
      case 'Text':
        return isBound
          ? {
              component: type,
              text: {
                '@call': 'formatString',
                args: { value: `- \${/v${Object.keys(this.data).length - 1}}!` },
              },
              variant: 'h3',
            }
          : { component: type, text: value };
      case 'Icon':
        return { component: type, name: 'add' };
      case 'Image':
        return { component: type, url: 'https://images.example/a.png', description: value };
      case 'CheckBox':
        return { component: type, label: value, value: isBound };
      case 'TextField':
        return { component: type, label: 'Name', value };
      case 'Slider':
        return { component: type, label: value, value: 3, max: 9 };
      case 'ChoicePicker':
        return { component: type, label: value, value: [], options: [{ label: text, value: 'a' }] };
      case 'Tabs':
        return { component: type, tabs: children.map((id) => ({ title: value, child: id })) };
      case 'Modal':
        return { component: type, trigger: child, content: children.at(-1) };
      case 'Card':
        return { component: type, child };
      case 'Button':
        return { component: type, child, action: { event: { name: 'press' } } };
      case 'Template': {
        const name = `l${Object.keys(this.data).length}`;
        this.data[name] = [{ a: 1 }, { a: 2 }];
        return { component: 'List', children: { componentId: child, path: `/${name}` } };
      }
      default:
        return { component: type, children };
    }
  }
}

function lines(messages: readonly object[]): string {
  return messages.map((message) => JSON.stringify(message)).join('\n');
}

type Shape = 'inline' | 'one by one' | 'data first' | 'a list';

function messagesOf(node: Tree, shape: Shape, isReversed: boolean): string {
  const agent = new Agent();
  agent.add(node);
  const components = isReversed ? agent.components.toReversed() : agent.components;
  const surfaceId = 's';
  const data = { version: 'v1.0', updateDataModel: { surfaceId, path: '/', value: agent.data } };
  const update = { version: 'v1.0', updateComponents: { surfaceId, components } };
  const create = { version: 'v1.0', createSurface: { surfaceId } };
  switch (shape) {
    case 'inline':
      return JSON.stringify({
        version: 'v1.0',
        createSurface: { surfaceId, components, dataModel: agent.data },
      });
    case 'one by one':
      return lines([
        create,
        ...components.map((component) => ({
          version: 'v1.0',
          updateComponents: { surfaceId, components: [component] },
        })),
        data,
      ]);
    case 'data first':
      return lines([create, data, update]);
    default:
      return JSON.stringify([create, update, data], null, 2);
  }
}

describe('an interface in A2UI that streams', () => {
  it('takes nothing back that it has shown, and is in the end what it is when it comes at once', () => {
    fc.assert(
      fc.property(
        tree,
        fc.constantFrom<Shape>('inline', 'one by one', 'data first', 'a list'),
        fc.boolean(),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (node, shape, isReversed, places) => {
          const source = messagesOf(node, shape, isReversed);
          const ends = places
            .map((place) => Math.floor(place * source.length))
            .toSorted((a, b) => a - b);
          expect(streamed(A2uiFence, source, ends)).toBe(fresh(A2uiFence, source));
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  it('grows with each character', () => {
    const source = messagesOf(
      {
        type: 'Column',
        text: '',
        isBound: false,
        children: [
          { type: 'Text', text: 'One **two**', isBound: true, children: [] },
          {
            type: 'Template',
            text: 'x',
            isBound: false,
            children: [{ type: 'Text', text: 'item', isBound: false, children: [] }],
          },
        ],
      },
      'inline',
      true,
    );
    const ends = Array.from({ length: source.length }, (_, end) => end);
    expect(streamed(A2uiFence, source, ends)).toBe(fresh(A2uiFence, source));
  });
});
