'use client';
import { Component } from 'react';
import type * as React from 'react';

/** Props of {@link HostBoundary}. */
interface HostBoundaryProps {
  /** What is shown; when it changes, a component that threw is tried again. */
  readonly of: unknown;
  /** Stands there where the component throws. */
  readonly standIn: React.ReactNode;
  /** The component of the host. */
  readonly children: React.ReactNode;
}

interface HostBoundaryState {
  readonly of?: unknown;
  readonly hasThrown?: boolean;
}

/**
 * Keeps what a component of the host throws from taking the chat down: half of a tool call's input is easily not what it was
 * written for. React tells the error as it tells any that a boundary catches (`onCaughtError`, the console).
 */
export class HostBoundary extends Component<HostBoundaryProps, HostBoundaryState> {
  override state: HostBoundaryState = {};

  static getDerivedStateFromError(): HostBoundaryState {
    return { hasThrown: true };
  }

  static getDerivedStateFromProps(
    { of }: HostBoundaryProps,
    state: HostBoundaryState,
  ): HostBoundaryState | null {
    return of === state.of ? null : { of, hasThrown: false };
  }

  override render(): React.ReactNode {
    return this.state.hasThrown ? this.props.standIn : this.props.children;
  }
}
