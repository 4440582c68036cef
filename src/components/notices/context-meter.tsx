'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import type { ContextMeterProps } from './context-ring.tsx';

/**
 * How full a model's context is, as a ring and a share; its figures and the cost show when it is pointed at, and are told to
 * screen readers. Renders a `<span role="meter">`. Loads when it is first shown.
 */
export const ContextMeter: (props: ContextMeterProps) => React.ReactNode =
  lazyView<ContextMeterProps>(async () => (await import('./context-ring.tsx')).ContextRing);
