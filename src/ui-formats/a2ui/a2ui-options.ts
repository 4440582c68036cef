import type * as React from 'react';
import type { ChatStore } from '../../chat/chat-store.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { UiComponentProps } from '../surface/ui-views.ts';
import type { A2uiAction } from './a2ui-surface.ts';
import type { UiFunction } from '../data/functions.ts';

/** What is known of an action beside what A2UI says of it. */
export interface A2uiActionDetails {
  /** What its reader has pressed, in words. */
  readonly title: string;
  /** All data of the surface as they are now. */
  readonly dataModel: unknown;
  /** The chat around; undefined where there is none. */
  readonly chat: ChatStore | undefined;
}

/** Options of `a2ui`. */
export interface A2uiOptions {
  /** Components of catalogues beside the basic one, or in the place of its own, by their names. @default none */
  readonly components?: Readonly<Record<string, React.ComponentType<UiComponentProps>>> | undefined;
  /** Functions beside those of the basic catalogue. What one gives must follow from its arguments alone. @default none */
  readonly functions?: Readonly<Record<string, UiFunction>> | undefined;
  /**
   * Takes what a reader has done. @default sent by the chat: what was pressed as the text, the action as a part `data-a2ui-action`,
   * and where the agent asks for them the data as `metadata.a2uiClientDataModel`
   */
  readonly onAction?: ((action: A2uiAction, details: A2uiActionDetails) => void) | undefined;
  /** Which pictures, recordings and videos load. @default that of the messages */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Which addresses can be opened. @default that of the messages */
  readonly linkPolicy?: UrlPolicy | undefined;
}
