'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import type { StreamMeterProps } from './stream-meter.tsx';

/** A `<StreamMeter>` that loads when the chat is there: its line stands empty before the first question. */
export const LateMeter: (props: StreamMeterProps) => React.ReactNode = lazyView<StreamMeterProps>(
  async () => (await import('./stream-meter.tsx')).StreamMeter,
  ({ status }) => <div className="rv-meter" data-status={status} data-phase="idle" />,
);
