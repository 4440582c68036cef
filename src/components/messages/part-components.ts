import type * as React from 'react';
import type { ChatMessage, MessagePart } from '../../protocol/chat-message.ts';
import type { ChatTypes } from '../../protocol/chat-types.ts';
import type { SubagentPart } from '../../protocol/subagent.ts';
import type { MarkdownOptions } from '../shared/markdown-options.ts';
import type { ApproveTool } from '../tools/tool-call.tsx';

/** The `type` of every part that a chat's messages can have: `text`, `tool-weather`, `data-plan`, … */
export type PartType<Types extends ChatTypes = ChatTypes> = (
  | MessagePart<Types>
  | SubagentPart
)['type'];

/** The parts of a chat that have a certain `type`. */
export type PartOfType<Types extends ChatTypes, Type extends string> = Named<
  MessagePart<Types> | (Type extends 'data-subagent' ? SubagentPart : never),
  Type
>;

type Named<Part, Type> = Part extends { readonly type: infer Own }
  ? Type extends Own
    ? Part
    : never
  : never;

/** What a component of the host is given to show a part: `PartProps<MyChat, 'tool-weather'>`. */
export type PartProps<
  Types extends ChatTypes = ChatTypes,
  Type extends PartType<Types> = PartType<Types>,
> = ShownPart<Types, PartOfType<Types, Type>>;

/** What a component of the host is given to show a part. */
export interface ShownPart<Types extends ChatTypes, Part> {
  /** The part as it stands. The input of a tool call grows while its `state` is `input-streaming`. */
  readonly part: Part;
  /** The message that it is a part of. */
  readonly message: ChatMessage<Types>;
  /** Whether more of the message is on its way. */
  readonly isStreaming: boolean;
  /** How the texts of the message are rendered, and which addresses work in them; as the host said it. */
  readonly markdown?: MarkdownOptions | undefined;
  /** Answers a tool call that waits for approval; absent where no call can be answered. */
  readonly onApproveTool?: ApproveTool | undefined;
  /** What the kit shows of the part, to be put into something else. */
  readonly children: React.ReactNode;
}

/**
 * Components of the host by the `type` of the part that each shows: `'tool-weather'` (also where the call is a `dynamic-tool`),
 * `'data-plan'`, `reasoning`, `file`, … `null` shows nothing. Where one throws, the kit shows the part (data: nothing) until the part changes,
 * and React reports the error. Keep them outside of your component, so that they are the same at each render.
 */
export type PartComponents<Types extends ChatTypes = ChatTypes> = {
  readonly [Type in PartType<Types>]?: React.ComponentType<
    ShownPart<Types, PartOfType<Types, Type>>
  > | null;
};

/**
 * {@link PartComponents} in which each kind of data has its component, or `null`. The kit cannot show an app's own data: with
 * `const parts = { … } satisfies AllParts<MyChat>` a new `data-*` part that nothing shows is a type error.
 */
export type AllParts<Types extends ChatTypes> = PartComponents<Types> &
  Required<Pick<PartComponents<Types>, Extract<PartType<Types>, OwnData<Types>>>>;

type OwnData<Types> = Types extends { readonly data: infer Data }
  ? `data-${keyof Data & string}`
  : never;
