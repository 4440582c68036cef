import type { ReactNode } from 'react';
import type { Token } from '../syntax/marked.ts';
import type { RenderSettings } from './render-settings.ts';

/** A block with a number that is its own among its neighbours. */
export interface NestItem {
  readonly id: number;
}

/** What stands in an element: blocks, and parts of those that opened or closed elements. */
export type NestChild<T> = T | NestPart<T>;

/** Consecutive children; those of one page of the document. */
export interface NestRun<T> {
  readonly id: number;
  readonly blocks: readonly NestChild<T>[];
}

/** An element of raw HTML that its block has left open, and what later blocks put into it. */
export interface OpenElement<T> {
  readonly element: Element;
  readonly runs: readonly NestRun<T>[];
  /** What has to stand before it, because it is a table. */
  readonly fostered: readonly NestChild<T>[];
}

/** What a block shows in one of the elements around it. */
export interface NestPart<T> {
  readonly key: string;
  readonly of: T;
  /** The clean nodes of raw HTML. */
  readonly nodes: readonly Node[];
  /** Those elements in `nodes` that are open. */
  readonly open: readonly OpenElement<T>[];
  /** The inline tokens that it shows of a paragraph that closes an element; the first piece is the paragraph. */
  readonly range?: readonly [from: number, to: number];
}

/** Elements in which a page may have an element of its own. */
export const pageHolders: ReadonlySet<string> = new Set(
  'article aside blockquote center dd del details div footer header ins li section td th'.split(
    ' ',
  ),
);

/** Tells parts from blocks. */
export function isPart<T extends NestItem>(child: NestChild<T>): child is NestPart<T> {
  return 'of' in child;
}

/** How the content of a part is rendered, which is markdown again. */
export interface PartRenderer<T> {
  /** Renders what stands in an element that is open; `name` is its name. */
  readonly runs: (
    runs: readonly NestRun<T>[],
    settings: RenderSettings,
    name: string,
  ) => readonly ReactNode[];
  readonly inline: (tokens: readonly Token[], settings: RenderSettings) => readonly ReactNode[];
}
