'use client';

import { Component, type ComponentType, type ReactNode } from 'react';
import { blockElements } from './block-elements.ts';
import { BlockToken } from './block-token.tsx';
import type { Block } from '../syntax/block.ts';
import { displayToken } from '../complete/display-token.ts';
import { rawHtml } from './lazy-raw-html.ts';
import type { NestPart } from './nest-part.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `BlockView`. */
export interface BlockViewProps {
  readonly block: Block;
  readonly settings: RenderSettings;
  readonly isStreaming: boolean;
  /** What it shows of the block, when raw HTML has taken that apart. */
  readonly part?: NestPart<Block> | undefined;
  /** Shows it. @default the whole block */
  readonly content?: ComponentType<BlockViewProps> | undefined;
}

interface BlockViewState {
  readonly hasFailed: boolean;
  /** With what it failed: it is tried again with other settings, and when it is whole. */
  readonly failedWith?: BlockViewProps | undefined;
}

/**
 * One block of the message, skipped while it does not change. An exception inside, from a component
 * of the host or an extension, shows the block's source and leaves the others alone.
 */
export class BlockView extends Component<BlockViewProps, BlockViewState> {
  override state: BlockViewState = { hasFailed: false };
  #reported: RenderSettings | undefined;

  static getDerivedStateFromError(): BlockViewState {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(
    props: BlockViewProps,
    { hasFailed, failedWith = props }: BlockViewState,
  ): BlockViewState | null {
    if (!hasFailed) return null;
    const { block, settings } = failedWith;
    // What failed half-written may do when it is whole; until then it is not tried at every step.
    const isOther = block !== props.block && !(block.isOpen && props.block.isOpen);
    return isOther || settings !== props.settings
      ? { hasFailed: false, failedWith: undefined }
      : { hasFailed, failedWith };
  }

  override shouldComponentUpdate(next: BlockViewProps, state: BlockViewState): boolean {
    const { block, settings, isStreaming, part } = this.props;
    return (
      next.block !== block ||
      next.settings !== settings ||
      (next.part !== part && !rawHtml.get()?.isSameChild(next.part, part)) ||
      (next.isStreaming !== isStreaming && (block.isOpen || block.display !== undefined)) ||
      state.hasFailed !== this.state.hasFailed
    );
  }

  /** Notes which element shows the block, for what is copied. */
  readonly #mark = (element: Element | null): void => {
    if (element) blockElements.set(element, this);
  };

  override componentDidCatch(error: unknown): void {
    const { settings } = this.props;
    if (this.#reported !== settings) settings.onError?.(error);
    this.#reported = settings;
  }

  override render(): ReactNode {
    const { block, settings, isStreaming, content: Content } = this.props;
    if (this.state.hasFailed) return <p>{block.raw}</p>;
    if (Content) return <Content {...this.props} />;
    // A closed block is complete but for references whose definitions may still come.
    const token = displayToken(block, isStreaming, settings);
    const isOpen = isStreaming && block.isOpen;
    const own = (isOpen && settings.whileOpen) || settings;
    return <BlockToken token={token} settings={own} isOpen={isOpen} mark={this.#mark} />;
  }
}
