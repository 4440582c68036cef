import type { ComponentType, ElementType, ReactNode } from 'react';
import type { CodeBlockProps } from '../highlight/code-block.tsx';
import type { Highlighter } from '../highlight/highlighter.ts';
import type { MarkdownPlugin } from './markdown-plugin.ts';
import type { Token } from './marked.ts';
import type { UrlPolicy } from './url-policy.ts';

/** Names of the elements that markdown makes; each may be replaced by a component. */
export type MarkdownElement =
  | ('a' | 'blockquote' | 'br' | 'code' | 'del' | 'em' | 'hr' | 'img' | 'input' | 'li' | 'ol' | 'p')
  | ('h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'pre' | 'strong' | 'ul')
  | ('table' | 'tbody' | 'td' | 'th' | 'thead' | 'tr');

/** Props of a component that shows a token of a marked extension. */
export interface ExtensionTokenProps {
  readonly token: Token;
  readonly children?: ReactNode;
}

/** Components that stand in for elements; they get the props the element would get. */
export type MarkdownComponents = {
  readonly [Name in MarkdownElement]?: ElementType<React.JSX.IntrinsicElements[Name]>;
} & {
  /** Shows fenced and indented code; stronger than `pre` and `code`. */
  readonly codeBlock?: ComponentType<CodeBlockProps>;
  /** Components for the tokens of marked extensions, by token type. */
  readonly extensions?: Readonly<Record<string, ComponentType<ExtensionTokenProps>>>;
};

/** What every block of one message is rendered with; a new object re-renders them all. */
export interface RenderSettings {
  readonly components: MarkdownComponents;
  readonly linkPolicy: UrlPolicy;
  readonly imagePolicy: UrlPolicy;
  readonly highlighter: Highlighter | null;
  /** The kit's own and the host's; with what they show put together. */
  readonly plugins: readonly MarkdownPlugin[];
  readonly tokens: NonNullable<MarkdownPlugin['tokens']>;
  readonly codeBlocks: NonNullable<MarkdownPlugin['codeBlocks']>;
  /** False on the server and while hydrating: raw HTML is text then. */
  readonly hasDom: boolean;
  readonly onError: ((error: unknown) => void) | undefined;
}
