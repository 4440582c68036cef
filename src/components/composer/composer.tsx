'use client';
import type * as React from 'react';
import { useRef } from 'react';
import type { ChatInput } from '../../chat/options/chat-input.ts';
import type { SendResult } from '../../chat/state/send-result.ts';
import { fileOptionNames } from '../files/file-options.ts';
import type { FileOptions } from '../files/file-options.ts';
import { useAttachments } from '../files/use-attachments.ts';
import { useFileIntake } from '../files/use-file-intake.ts';
import type { DictationEngine } from '../voice/voice-engines.ts';
import { ComposerDictation } from './composer-dictation.tsx';
import { ComposerFiles } from './composer-files.tsx';
import { LateMenus } from '../menus/lazy-menus.tsx';
import type { ComposerMenu } from '../menus/composer-menu.ts';
import { ComposerNotices } from './composer-notices.tsx';
import { MessageField } from './message-field.tsx';
import { SendButtons } from './send-buttons.tsx';
import { useToldText } from './use-told-text.ts';
import { useComposition } from './use-composition.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { composerState, type ComposerState } from './composer-state.ts';

/** Props of {@link Composer}; the rest goes to its `<form>`. */
export interface ComposerProps
  extends
    Omit<React.ComponentPropsWithoutRef<'form'>, 'onSubmit' | 'children' | 'accept'>,
    LabelledProps,
    FileOptions {
  /**
   * Takes the text; where files are attached, `{ text, files }`, as `chat.send` does. A refusal that the user must cure
   * (`accepted: false`, not retryable) puts both back, and says why unless the chat's own `error` does.
   */
  // A method: who switches files off may take the text alone.
  onSend(input: string | ChatInput): Promise<SendResult> | void;
  /** Whether files may be attached: by a button, by pasting, and by dropping them on the chat around. @default false; `<Chat>` has it on */
  readonly files?: boolean | undefined;
  /**
   * Whether a message can be dictated: `true` by the browser's own speech recognition, where it has one, else by an engine.
   * @default false
   */
  readonly dictation?: boolean | DictationEngine | undefined;
  /** Stops the answer: the stop button and Escape. @default none */
  readonly onAbort?: (() => void) | undefined;
  /** Whether an answer is on its way: the send button is a stop button then. @default false */
  readonly isStreaming?: boolean | undefined;
  /** Whether a message can be sent while an answer is on its way (`whileStreaming` is not `'reject'`). @default false */
  readonly sendsWhileStreaming?: boolean | undefined;
  /** Text to begin with; a new value goes into a field that is empty. @default '' */
  readonly draft?: string | undefined;
  /** Is told each text in the field, to be kept. @default none */
  readonly onDraft?: ((text: string) => void) | undefined;
  /** Shown while the field is empty. @default labels.placeholder */
  readonly placeholder?: string | undefined;
  /** The name of the text field. @default labels.message */
  readonly label?: string | undefined;
  /** Focuses the field when the page opens. @default false */
  readonly autoFocus?: boolean | undefined;
  /** Menus that open when their trigger is typed: people behind `@`, commands behind `/`. Keep the list outside of your component. @default none */
  readonly menus?: readonly ComposerMenu[] | undefined;
  /** Buttons of the host before the send button; a function is given what is being written. @default none */
  readonly tools?: React.ReactNode | ((composer: ComposerState) => React.ReactNode) | undefined;
}

/** Where a message is written. Enter sends, Shift+Enter makes a line, Escape stops an answer. Renders a `<form>`. */
export function Composer({
  files = false,
  dictation = false,
  menus,
  tools,
  onDraft,
  labels,
  className,
  ...props
}: ComposerProps): React.JSX.Element {
  const [options, others] = splitProps(props, fileOptionNames);
  const [fieldProps, unnamed] = splitProps(others, ['label', 'placeholder', 'autoFocus']);
  const [given, rest] = splitProps(unnamed, sendOptions);
  const { isStreaming = false, sendsWhileStreaming = false, onAbort } = given;
  const texts = useLabels(labels);
  const form = useRef<HTMLFormElement>(null);
  const attachments = useAttachments(options, labels);
  const composition = useComposition({ ...given, attachments, texts });
  useToldText(composition.text, onDraft);
  useFileIntake(form, files, attachments.add, texts.dropFiles);
  const shared = { composition, attachments, texts };
  return (
    <form
      {...rest}
      ref={form}
      className={withClass('rv-composer', className)}
      data-status={isStreaming ? 'streaming' : 'ready'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isStreaming) onAbort?.();
        else composition.sendByButton();
      }}
    >
      <ComposerNotices {...shared} isTold={files || dictation !== false} />
      {files && <ComposerFiles {...shared} options={options} />}
      <MessageField {...shared} {...fieldProps} onEscape={isStreaming ? onAbort : undefined} />
      {menus && <LateMenus fieldRef={composition.fieldRef} menus={menus} />}
      {dictation && <ComposerDictation {...shared} engine={dictation} />}
      <HostTools tools={tools} state={composerState(composition, isStreaming)} />
      <SendButtons {...shared} isStreaming={isStreaming} canSend={sendsWhileStreaming} />
    </form>
  );
}

const sendOptions = ['onSend', 'onAbort', 'isStreaming', 'sendsWhileStreaming', 'draft'] as const;

function HostTools({
  tools,
  state,
}: Pick<ComposerProps, 'tools'> & { readonly state: ComposerState }): React.ReactNode {
  const shown = typeof tools === 'function' ? tools(state) : tools;
  return shown && <div className="rv-composer-tools">{shown}</div>;
}
