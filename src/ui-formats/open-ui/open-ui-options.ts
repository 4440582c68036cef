import type { ChatStore } from '../../chat/chat-store.ts';
import type { UrlPolicy } from '../../markdown/urls/url-policy.ts';
import type { UiRegistry } from '../surface/ui-registry.ts';

/** What is known of an action beside its name and its arguments. */
export interface OpenUiActionDetails {
  /** What its reader has pressed, in words. */
  readonly title: string;
  /** The state (`$…`), and under `fields` what the fields say, by their names. */
  readonly state: Readonly<Record<string, unknown>>;
  /** The chat around; undefined where there is none. */
  readonly chat: ChatStore | undefined;
}

/** Options of `openUi`. */
export interface OpenUiOptions {
  /** Components that models know by these names, with the `order` of their properties; beside the built-in ones or in their place. @default none */
  readonly components?: UiRegistry | undefined;
  /**
   * Takes `@ToAssistant` and steps that the kit does not know, such as `@Run`. @default what is to be said to the assistant is sent by the
   * chat, with the fields as a part `data-openui-action`
   */
  readonly onAction?:
    | ((name: string, args: readonly unknown[], details: OpenUiActionDetails) => void)
    | undefined;
  /** Which pictures, recordings and videos load. @default that of the messages */
  readonly imagePolicy?: UrlPolicy | undefined;
  /** Which addresses can be opened. @default that of the messages */
  readonly linkPolicy?: UrlPolicy | undefined;
}
