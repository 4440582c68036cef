import type { ChatStore } from '../../chat/chat-store.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { UiFunction } from '../data/functions.ts';
import type { UiRegistry } from '../surface/ui-registry.ts';

/** What is known of an action beside its name and its parameters. */
export interface JsonRenderActionDetails {
  /** What its reader has pressed, in words. */
  readonly title: string;
  /** The state of the spec as it is now. */
  readonly state: unknown;
  /** The chat around; undefined where there is none. */
  readonly chat: ChatStore | undefined;
}

/** Options of `jsonRender`. */
export interface JsonRenderOptions {
  /** Components that models know by these names, beside the built-in ones or in their place. @default none */
  readonly components?: UiRegistry | undefined;
  /** Functions for `$computed`. What one gives must follow from its arguments alone. @default none */
  readonly functions?: Readonly<Record<string, UiFunction>> | undefined;
  /**
   * Takes an action other than `setState`, `pushState` and `removeState`. @default sent by the chat: what was pressed as the text, the
   * action as a part `data-spec-action`
   */
  readonly onAction?:
    | ((
        name: string,
        params: Readonly<Record<string, unknown>>,
        details: JsonRenderActionDetails,
      ) => void)
    | undefined;
  /** Which pictures, recordings and videos load. @default that of the messages */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Which addresses can be opened. @default that of the messages */
  readonly linkPolicy?: UrlPolicy | undefined;
}
