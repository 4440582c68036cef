'use client';
import type * as React from 'react';
import { useId } from 'react';
import type { SendResult } from '../../chat/state/send-result.ts';
import { ComposerField } from './composer-field.tsx';
import { useComposition, type Composition } from './use-composition.ts';
import { ErrorText } from '../notices/error-text.tsx';
import type { ErrorTextProps } from '../notices/error-text.tsx';
import type { ChatLabels } from '../labels/chat-labels.ts';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { splitProps } from '../shared/split-props.ts';
import { withClass } from '../shared/with-class.ts';
import { Icon } from '../shared/icon.tsx';

/** Props of {@link Composer}; the rest goes to its `<form>`. */
export interface ComposerProps
  extends Omit<React.ComponentPropsWithoutRef<'form'>, 'onSubmit' | 'children'>, LabelledProps {
  /** Takes the text. A refusal that the user must cure (`accepted: false`, not retryable) puts the text back, and says why unless the chat's own `error` does. */
  readonly onSend: (text: string) => Promise<SendResult> | void;
  /** Stops the answer: the stop button and Escape. @default none */
  readonly onAbort?: (() => void) | undefined;
  /** Whether an answer is on its way: the send button is a stop button then. @default false */
  readonly isStreaming?: boolean | undefined;
  /** Whether a message can be sent while an answer is on its way (`whileStreaming` is not `'reject'`). @default false */
  readonly sendsWhileStreaming?: boolean | undefined;
  /** Text to begin with; a new value goes into a field that is empty. @default '' */
  readonly draft?: string | undefined;
  /** Shown while the field is empty. @default labels.placeholder */
  readonly placeholder?: string | undefined;
  /** The name of the text field. @default labels.message */
  readonly label?: string | undefined;
  /** Focuses the field when the page opens. @default false */
  readonly autoFocus?: boolean | undefined;
}

/** Where a message is written. Enter sends, Shift+Enter makes a line, Escape stops an answer. Renders a `<form>`. */
export function Composer({
  onSend,
  onAbort,
  isStreaming = false,
  sendsWhileStreaming = false,
  draft = '',
  labels,
  className,
  ...props
}: ComposerProps): React.JSX.Element {
  const [fieldProps, rest] = splitProps(props, ['label', 'placeholder', 'autoFocus']);
  const texts = useLabels(labels);
  const composition = useComposition(draft, onSend, isStreaming && !sendsWhileStreaming);
  return (
    <form
      {...rest}
      className={withClass('rv-composer', className)}
      data-status={isStreaming ? 'streaming' : 'ready'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isStreaming) onAbort?.();
        else composition.sendByButton();
      }}
    >
      {composition.refusal && <RefusalNotice error={composition.refusal} texts={texts} />}
      <HeldNotice composition={composition} texts={texts} />
      <MessageField
        {...fieldProps}
        composition={composition}
        onEscape={isStreaming ? onAbort : undefined}
        texts={texts}
      />
      <SendButtons
        isStreaming={isStreaming}
        canSend={sendsWhileStreaming}
        composition={composition}
        texts={texts}
      />
    </form>
  );
}

function RefusalNotice({ error, texts }: ErrorTextProps): React.JSX.Element {
  return (
    <p className="rv-refusal" role="alert" data-code={error.code}>
      <ErrorText error={error} texts={texts} />
    </p>
  );
}

interface MessageFieldProps extends Pick<ComposerProps, 'label' | 'placeholder' | 'autoFocus'> {
  readonly composition: Composition;
  readonly texts: ChatLabels;
  readonly onEscape: (() => void) | undefined;
}

function MessageField({
  composition: { fieldRef, text, type, send },
  texts,
  label = texts.message,
  placeholder = texts.placeholder,
  autoFocus = false,
  onEscape,
}: MessageFieldProps): React.JSX.Element {
  const fieldId = useId();
  return (
    <>
      <label htmlFor={fieldId} className="rv-visually-hidden">
        {label}
      </label>
      <ComposerField
        ref={fieldRef}
        id={fieldId}
        text={text}
        onText={type}
        onSubmit={send}
        onEscape={onEscape}
        placeholder={placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the host app asks for it
        autoFocus={autoFocus}
      />
    </>
  );
}

/** Props of {@link HeldNotice}. */
interface HeldNoticeProps {
  readonly composition: Composition;
  readonly texts: ChatLabels;
}

/** Says that a text waits for the end of the answer, or could. Renders a `<div>`. */
function HeldNotice({ composition, texts }: HeldNoticeProps): React.JSX.Element {
  const { held, changeHeld } = composition;
  const isTold = held === 'told';
  return (
    <div className={held ? 'rv-held' : 'rv-visually-hidden'} data-status={held}>
      {/* Always there: screen readers speak of what changes in a region, not of a region that appears. */}
      <output className="rv-held-text">
        {held && (isTold ? texts.sendBlocked : texts.queued)}
      </output>
      {held && (
        <button type="button" className="rv-button" onClick={changeHeld}>
          {isTold ? texts.sendAfter : texts.cancel}
        </button>
      )}
    </div>
  );
}

/** Props of {@link SendButtons}. */
interface SendButtonsProps {
  readonly isStreaming: boolean;
  /** Whether a message can be sent while an answer is on its way. */
  readonly canSend: boolean;
  readonly composition: Composition;
  readonly texts: ChatLabels;
}

/** Send, or stop while an answer is on its way, or both. Renders `<button>`s. */
function SendButtons({
  isStreaming,
  canSend,
  composition: { isEmpty, sendByButton },
  texts,
}: SendButtonsProps): React.JSX.Element {
  return (
    <>
      {isStreaming && canSend && !isEmpty && (
        <button
          type="button"
          className="rv-send"
          aria-label={texts.send}
          title={texts.sendHint}
          onClick={sendByButton}
        >
          <Icon shape="send" />
        </button>
      )}
      {/* One button in one place, never disabled: a disabled button would lose the focus it has. */}
      <button
        type="submit"
        className="rv-send"
        aria-label={isStreaming ? texts.stop : texts.send}
        aria-disabled={!isStreaming && isEmpty}
        title={isStreaming ? texts.stopHint : texts.sendHint}
      >
        <Icon shape={isStreaming ? 'stop' : 'send'} />
      </button>
    </>
  );
}
