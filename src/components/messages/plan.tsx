'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import type { PlanProps } from './plan-view.tsx';

/**
 * A plan or list of tasks that a model keeps: each step with its state, how many are done; told to screen readers as they end.
 * Open while there is something to do. As a part of a message: `<Chat parts={{ 'tool-TodoWrite': Plan, 'data-plan': Plan }} />`.
 * Renders a `<details>`. Loads when it is first shown.
 */
export const Plan: (props: PlanProps) => React.ReactNode = lazyView<PlanProps>(
  async () => (await import('./plan-view.tsx')).PlanView,
);
