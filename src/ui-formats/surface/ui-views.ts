import type * as React from 'react';
import { createContext } from 'react';
import type { MarkdownOptions } from '../../components/shared/markdown-options.ts';
import type { UiStore } from './ui-store.ts';

/** What a component is given that shows an element of a generated interface. */
export interface UiComponentProps {
  /** What the model wrote, with all that it refers to put in. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What stands in it. */
  readonly children: React.ReactNode;
  /** What stands at a certain place of it, such as the `content` of a dialog. */
  readonly slot: (name: string) => React.ReactNode;
  /** Whether a place of it is taken. */
  readonly has: (name: string) => boolean;
  /** Writes what its reader has put in where the model said that this property comes from. */
  readonly set: (name: string, value: unknown) => void;
  /** Does what the model said for an event. @default 'press' */
  readonly act: (name?: string) => void;
  /** What is wrong with what its reader has put in; undefined where nothing is. */
  readonly problem: string | undefined;
  /** Attributes for its outermost element: its name, its share of a row. */
  readonly own: UiOwn;
}

/** Attributes for the outermost element of a component. */
export interface UiOwn {
  /** Its name. */
  readonly 'aria-label'?: string | undefined;
  /** More about it. */
  readonly 'aria-description'?: string | undefined;
  /** Set where it is nothing to listeners. */
  readonly 'aria-hidden'?: true | undefined;
  /** How its changes are said. */
  readonly 'aria-live'?: 'polite' | 'assertive' | undefined;
  /** Its share of the room in a row. */
  readonly style?: React.CSSProperties | undefined;
}

/** What shows the elements, by their types. */
export type UiViews = Readonly<Record<string, React.ComponentType<UiComponentProps>>>;

/** What all elements of a surface share. */
export interface UiAround {
  readonly store: UiStore;
  readonly views: UiViews;
  /** How texts are rendered, and which addresses work. */
  readonly markdown: MarkdownOptions;
}

/** The surface around an element. */
export const UiContext: React.Context<UiAround | undefined> = createContext<UiAround | undefined>(
  undefined,
);

/** What a button also does where it opens a dialog, and how it says that it is there: the dialog needs none of its own then. */
export const TriggerContext: React.Context<
  { readonly open: () => void; readonly isThere: () => () => void } | undefined
> = createContext<{ readonly open: () => void; readonly isThere: () => () => void } | undefined>(
  undefined,
);

/** Whether what is shown stands in a button: text is plain there, and nothing else that can be pressed may stand in it. */
export const InButtonContext: React.Context<boolean> = createContext(false);
