'use client';
import type * as React from 'react';
import { Component } from 'react';

/** Props of {@link KeepPlace}. */
interface KeepPlaceProps {
  /** What stands first; when it changes, something came or went above the reader. */
  readonly first: string | undefined;
  /** Takes down where the reader is; answers how to go back there. */
  readonly hold: () => () => void;
  readonly children: React.ReactNode;
}

/** Keeps what is read in its place while older messages come above it. A class: only they hear of a change before it is made. */
export class KeepPlace extends Component<KeepPlaceProps> {
  override getSnapshotBeforeUpdate({ first }: KeepPlaceProps): (() => void) | null {
    return first === this.props.first ? null : this.props.hold();
  }

  override componentDidUpdate(_: KeepPlaceProps, __: unknown, restore: (() => void) | null): void {
    restore?.();
  }

  override render(): React.ReactNode {
    return this.props.children;
  }
}
