'use client';

import type { ReactNode } from 'react';
import type { CodeBlockProps } from '../code-block/code-block.tsx';
import type { MarkdownPlugin } from '../markdown/syntax/markdown-plugin.ts';
import { DiagramDrawer } from './diagram-drawer.ts';
import type { Mermaid } from './mermaid.ts';
import { MermaidBlock } from './mermaid-block.tsx';

/** Options of `mermaid`. */
export interface MermaidOptions {
  /** Loads another build of Mermaid; only the first function counts. @default () => import('mermaid') */
  readonly load?: (() => Promise<Mermaid>) | undefined;
}

const plugins = new Map<boolean, MarkdownPlugin>();

/**
 * Diagrams: fences of `mermaid` are drawn by Mermaid, an optional peer that loads with the first of
 * them, and shown as images. The plugin is always the same one, so it may be made while rendering.
 */
export function mermaid({ load }: MermaidOptions = {}): MarkdownPlugin {
  const isOwn = load !== undefined;
  const plugin = plugins.get(isOwn) ?? createPlugin(load);
  plugins.set(isOwn, plugin);
  return plugin;
}

function createPlugin(load: MermaidOptions['load']): MarkdownPlugin {
  const drawer = new DiagramDrawer(load);
  const Diagram = (props: CodeBlockProps): ReactNode => <MermaidBlock {...props} drawer={drawer} />;
  return { name: 'mermaid', codeBlocks: { mermaid: Diagram } };
}
