'use client';
import type * as React from 'react';
import { lazyView } from '../../view/lazy-view.ts';
import type { ComposerMenusProps } from './composer-menus.tsx';

/** The menus of a message field; they load with the page's first field that has any. */
export const LateMenus: (props: ComposerMenusProps) => React.ReactNode =
  lazyView<ComposerMenusProps>(async () => (await import('./composer-menus.tsx')).ComposerMenus);
