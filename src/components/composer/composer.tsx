'use client';
import type * as React from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { SendResult } from '../../chat/state/send-result.ts';
import type { ChatError } from '../../protocol/chat-error.ts';
import { ComposerField } from './composer-field.tsx';
import { ErrorText } from '../notices/error-text.tsx';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import type { LabelledProps } from '../labels/use-labels.ts';
import { withClass } from '../shared/with-class.ts';

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
  placeholder,
  label,
  autoFocus = false,
  labels,
  className,
  ...rest
}: ComposerProps): React.JSX.Element {
  const texts = useLabels(labels);
  const fieldId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(draft);
  const [refusal, setRefusal] = useState<ChatError>();

  /** A text that was to be sent during an answer: why it was not is told, or it is sent when the answer has ended. */
  const [held, setHeld] = useState<'told' | 'later'>();

  const isEmpty = text.trim() === '';
  const isBlocked = isStreaming && !sendsWhileStreaming;
  const send = async () => {
    if (isEmpty) return;
    if (isBlocked) {
      setHeld('told');
      return;
    }
    setText('');
    setHeld(undefined);
    setRefusal(undefined);
    const result = await onSend(text);
    if (!result || result.accepted || result.error.retryable) return;
    setText((typed) => (typed === '' ? text : `${text}\n${typed}`));
    if (result.isUntold) setRefusal(result.error);
  };
  const sendAndStay = () => {
    void send();
    field.current?.focus();
  };
  useEffect(() => {
    if (isBlocked || held === undefined) return;
    setHeld(undefined);
    if (held === 'later') void send();
    // Only the end of the answer sends it.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isBlocked]);
  return (
    <form
      {...rest}
      className={withClass('rv-composer', className)}
      data-status={isStreaming ? 'streaming' : 'ready'}
      onSubmit={(event) => {
        event.preventDefault();
        if (isStreaming) onAbort?.();
        else sendAndStay();
      }}
    >
      {refusal && (
        <p className="rv-refusal" role="alert" data-code={refusal.code}>
          <ErrorText error={refusal} texts={texts} />
        </p>
      )}
      <div className={held ? 'rv-held' : 'rv-visually-hidden'} data-status={held}>
        {/* Always there: screen readers speak of what changes in a region, not of a region that appears. */}
        <output className="rv-held-text">
          {held && (held === 'told' ? texts.sendBlocked : texts.queued)}
        </output>
        {held && (
          <button
            type="button"
            className="rv-button"
            onClick={() => {
              setHeld(held === 'told' ? 'later' : undefined);
              field.current?.focus();
            }}
          >
            {held === 'told' ? texts.sendAfter : texts.cancel}
          </button>
        )}
      </div>
      <label htmlFor={fieldId} className="rv-visually-hidden">
        {label ?? texts.message}
      </label>
      <ComposerField
        ref={field}
        id={fieldId}
        text={text}
        onText={(typed) => {
          setText(typed);
          setRefusal(undefined);
          if (held === 'told') setHeld(undefined);
        }}
        onSubmit={() => void send()}
        onEscape={isStreaming ? onAbort : undefined}
        placeholder={placeholder ?? texts.placeholder}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the host app asks for it
        autoFocus={autoFocus}
      />
      {isStreaming && sendsWhileStreaming && !isEmpty && (
        <button
          type="button"
          className="rv-send"
          aria-label={texts.send}
          title={texts.sendHint}
          onClick={sendAndStay}
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
    </form>
  );
}

function useDraft(draft: string) {
  const [seen, setSeen] = useState(draft);
  const [text, setText] = useState(draft);
  if (seen !== draft) {
    setSeen(draft);
    if (text === '') setText(draft);
  }
  return [text, setText] as const;
}
