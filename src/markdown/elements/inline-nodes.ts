import { createElement, type ElementType, type ReactNode } from 'react';
import type { MarkdownElement, RenderSettings } from './render-settings.ts';

/** Makes an element from a key and its children. */
export type MakeElement = (key: number, children: readonly ReactNode[]) => ReactNode;

interface Frame {
  readonly name: string;
  readonly make: MakeElement;
  readonly nodes: ReactNode[];
}

/** Raw elements in raw elements that a paragraph may open: more are left out, which spares React's stack. */
const deepest = 100;

/**
 * Collects the children of one element. Neighbouring texts become one, so that the DOM has one text
 * node for them; keys are positions, so that what has been shown stays while more follows. Raw HTML
 * opens and closes elements between the tokens: an element left open ends with its parent.
 */
export class InlineNodes {
  readonly #nodes: ReactNode[] = [];
  readonly #open: Frame[] = [];

  text(text: string): void {
    const nodes = this.#current();
    const last = nodes.at(-1);
    if (typeof last === 'string') nodes[nodes.length - 1] = last + text;
    else if (text !== '') nodes.push(text);
  }

  add(make: (key: number) => ReactNode): void {
    const nodes = this.#current();
    nodes.push(make(nodes.length));
  }

  open(name: string, make: MakeElement): void {
    if (this.#open.length < deepest) this.#open.push({ name, make, nodes: [] });
  }

  close(name: string): void {
    if (!this.isIn(name)) return;
    while (this.#closeLast()?.name !== name);
  }

  /** Tells whether an element of that name is open. */
  isIn(name: string): boolean {
    return this.#open.some((frame) => frame.name === name);
  }

  end(): readonly ReactNode[] {
    while (this.#closeLast());
    return this.#nodes;
  }

  #current(): ReactNode[] {
    return this.#open.at(-1)?.nodes ?? this.#nodes;
  }

  #closeLast(): Frame | undefined {
    const frame = this.#open.pop();
    if (frame) this.add((key) => frame.make(key, frame.nodes));
    return frame;
  }
}

/** Creates an element whose children are an array: its text nodes grow in place instead of being replaced. */
export function element(
  type: ElementType,
  key: number | string,
  props: object | null,
  children?: readonly ReactNode[],
): ReactNode {
  return createElement(type, { ...props, key, ...(children && { children }) });
}

/** What shows an element of markdown: its type, which may be the host's component, and its props. */
export interface ElementParts<Props> {
  readonly type: ElementType;
  readonly props: Props;
}

/** Finds what shows an element; a component of the host is told whether its block may still grow. */
export function elementParts<Props extends object | null>(
  { components, isOpen }: RenderSettings,
  name: MarkdownElement,
  props: Props,
): ElementParts<Props> {
  const type: ElementType = components[name] ?? name;
  return {
    type,
    props:
      typeof type === 'string'
        ? props
        : { ...props, 'data-streaming': isOpen ? 'true' : undefined, ref: undefined },
  };
}

/** Creates an element of markdown, or the host's component for it. */
export function markdownElement(
  settings: RenderSettings,
  name: MarkdownElement,
  key: number | string,
  props: object | null,
  children?: readonly ReactNode[],
): ReactNode {
  const parts = elementParts(settings, name, props);
  return element(parts.type, key, parts.props, children);
}
