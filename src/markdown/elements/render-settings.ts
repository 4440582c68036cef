import type * as React from 'react';
import type { ComponentType, ElementType } from 'react';
import type { AskLinkProps } from './ask-link.tsx';
import type { Completing } from '../complete/display-token.ts';
import type { CodeBlockOptions, CodeBlockProps } from '../../code-block/code-block.tsx';
import type { Highlighter } from '../../highlight/highlighter.ts';
import type { ExtensionTokenProps, MarkdownPlugin } from '../syntax/markdown-plugin.ts';
import type { ImagePlaceholderProps } from './image-placeholder.tsx';
import type { LinkedImagesProps } from './linked-images.tsx';
import type { MarkdownOwnLabels } from './markdown-labels.ts';
import type { Tokens } from '../syntax/marked.ts';
import type { UrlPolicy } from '../urls/url-policy.ts';

/** Names of the elements that markdown and raw HTML make; each may be replaced by a component. */
export type MarkdownElement =
  | ('a' | 'blockquote' | 'br' | 'code' | 'del' | 'em' | 'hr' | 'img' | 'input' | 'li' | 'ol' | 'p')
  | ('h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6' | 'pre' | 'strong' | 'ul')
  | ('table' | 'tbody' | 'td' | 'th' | 'thead' | 'tr')
  | ('abbr' | 'article' | 'aside' | 'b' | 'bdi' | 'bdo' | 'caption' | 'cite' | 'col' | 'colgroup')
  | ('dd' | 'details' | 'dfn' | 'div' | 'dl' | 'dt' | 'figcaption' | 'figure' | 'footer' | 'header')
  | ('i' | 'ins' | 'kbd' | 'mark' | 'q' | 'rp' | 'rt' | 'ruby' | 's' | 'samp' | 'section' | 'small')
  | ('span' | 'sub' | 'summary' | 'sup' | 'tfoot' | 'time' | 'u' | 'var' | 'wbr');

/** Props of a component that stands in for an element: the element's own, and whether its block grows. */
export type MarkdownElementProps<Name extends MarkdownElement> =
  React.JSX.IntrinsicElements[Name] & {
    /**
     * There while more may follow in the block that the element is in. An attribute, so that all props may go on to the element.
     * @default none
     */
    readonly 'data-streaming'?: 'true' | undefined;
  };

export type { ExtensionTokenProps } from '../syntax/markdown-plugin.ts';

/** Components that stand in for elements, or names of other elements. */
export type MarkdownComponents = {
  readonly [Name in MarkdownElement]?: ElementType<MarkdownElementProps<Name>>;
} & {
  /** Shows fenced and indented code; stronger than `pre` and `code`. */
  readonly codeBlock?: ComponentType<CodeBlockProps>;
  /** Components for the tokens of marked extensions, by token type. */
  readonly extensions?: Readonly<Record<string, ComponentType<ExtensionTokenProps>>>;
};

/** What every block of one message is rendered with; a new object re-renders them all. */
export interface RenderSettings extends Completing {
  readonly components: MarkdownComponents;
  readonly linkPolicy: UrlPolicy;
  readonly imagePolicy: UrlPolicy;
  readonly highlighter: Highlighter | null;
  readonly codeBlock: CodeBlockOptions;
  /** Levels that headings stand below what their source says. */
  readonly headingOffset: number;
  /** What the kit's own plugins and the host's show, put together. */
  readonly tokens: NonNullable<MarkdownPlugin['tokens']>;
  readonly codeBlocks: NonNullable<MarkdownPlugin['codeBlocks']>;
  readonly labels: MarkdownOwnLabels;
  readonly furniture: Furniture;
  /** False on the server, while hydrating, and where raw HTML cannot be sanitised: it is text then. */
  readonly hasDom: boolean;
  readonly onError: ((error: unknown) => void) | undefined;
  /** Whether all this stands in a link that raw HTML has left open. */
  readonly isInLink?: boolean;
  /** Whether right-to-left text stands anywhere in the message: blocks find their direction then. */
  readonly hasRtl: boolean;
  /** Whether more may follow in the block that is rendered. */
  readonly isOpen: boolean;
  /** These settings for the open block; absent when no component of the host would see a difference. */
  readonly whileOpen?: RenderSettings;
  /** Shows a text whose newest part fades in. */
  readonly text?: ComponentType<{ readonly text: string }> | undefined;
}

/** Props of what shows a table. */
export interface TableProps {
  readonly token: Tokens.Table;
  readonly settings: RenderSettings;
  /** Whether rows may follow. */
  readonly isOpen: boolean;
  /** Its direction. */
  readonly own: object | null;
  /** Hears of the table's element. */
  readonly mark?: ((element: Element | null) => void) | undefined;
}

/** What shows the constructs that are more than elements; each entry point furnishes its messages. */
export interface Furniture {
  readonly CodeBlock: ComponentType<CodeBlockProps>;
  readonly Table: ComponentType<TableProps>;
  /** A link that leads nowhere until its reader has agreed. */
  readonly AskLink: ComponentType<AskLinkProps>;
  /** What stands where an image may not load, or not yet. */
  readonly ImagePlaceholder: ComponentType<ImagePlaceholderProps>;
  /** A link that holds images which ask. */
  readonly LinkedImages: ComponentType<LinkedImagesProps>;
}

/** Joins maps of what plugins show; without a prototype, as the names come from the markdown. */
export function joinMaps<T>(
  maps: readonly (Readonly<Record<string, T>> | undefined)[],
): Record<string, T> {
  return Object.assign(Object.create(null), ...maps) as Record<string, T>;
}
