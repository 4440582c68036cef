'use client';

import { Component, type ComponentType, type ReactNode, useMemo } from 'react';
import { BlockToken } from './block-token.tsx';
import type { Block } from './block.ts';
import { displayToken } from './display-token.ts';
import type { NestPart } from './html-nest.ts';
import type { RenderSettings } from './render-settings.ts';

/** Props of `BlockView`. */
export interface BlockViewProps {
  readonly block: Block;
  readonly settings: RenderSettings;
  readonly isStreaming: boolean;
  /** What it shows of the block, when raw HTML has taken that apart. */
  readonly part?: NestPart<Block>;
  /** Shows it. @default the whole block */
  readonly content?: ComponentType<BlockViewProps>;
}

interface BlockViewState {
  readonly hasFailed: boolean;
  /** Whether the block was open when it failed. */
  readonly wasOpen?: boolean | undefined;
}

/**
 * One block of the message, skipped while it does not change. An exception inside, from a component
 * of the host or an extension, shows the block's source and leaves the others alone.
 */
export class BlockView extends Component<BlockViewProps, BlockViewState> {
  override state: BlockViewState = { hasFailed: false };

  static getDerivedStateFromError(): BlockViewState {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps(
    { block }: BlockViewProps,
    { hasFailed, wasOpen = block.isOpen }: BlockViewState,
  ): BlockViewState | null {
    // What failed half-written may do when it is whole; until then it is not tried at every step.
    if (!hasFailed) return null;
    return wasOpen === block.isOpen
      ? { hasFailed, wasOpen }
      : { hasFailed: false, wasOpen: undefined };
  }

  override shouldComponentUpdate(next: BlockViewProps, state: BlockViewState): boolean {
    const { block, settings, isStreaming } = this.props;
    return (
      next.block !== block ||
      next.settings !== settings ||
      next.part !== this.props.part ||
      (next.isStreaming !== isStreaming && (block.isOpen || block.display !== undefined)) ||
      state.hasFailed !== this.state.hasFailed
    );
  }

  override componentDidCatch(error: unknown): void {
    this.props.settings.onError?.(error);
  }

  override render(): ReactNode {
    const { block, content: Content = BlockContent } = this.props;
    if (this.state.hasFailed) return <p>{block.raw}</p>;
    return <Content {...this.props} />;
  }
}

function BlockContent({ block, settings, isStreaming }: BlockViewProps): ReactNode {
  // A closed block is complete but for references whose definitions may still come.
  const token = useMemo(
    () => displayToken(block, isStreaming, settings.plugins),
    [block, isStreaming, settings.plugins],
  );
  const isOpen = isStreaming && block.isOpen;
  const own = (isOpen && settings.whileOpen) || settings;
  return <BlockToken token={token} settings={own} isOpen={isOpen} />;
}
