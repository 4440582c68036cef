'use client';
import type * as React from 'react';
import { useContext, useRef, useState } from 'react';
import type { ToolPart } from '../../protocol/chat-message.ts';
import { toolName } from '../../protocol/chat-message.ts';
import { useLabels } from '../labels/use-labels.ts';
import { toolTitle } from './readable-name.ts';
import { ToolApprovalsContext } from './tool-approvals.ts';

/** Props of {@link ToolQuestion}. */
export interface ToolQuestionProps {
  readonly part: ToolPart;
  readonly onApprove: (toolCallId: string, approved: boolean, reason?: string) => void;
}

/** Asks whether a call may be made: once, always, or not, and why not. Renders a `<div>`. */
export function ToolQuestion({ part, onApprove }: ToolQuestionProps): React.JSX.Element {
  const texts = useLabels();
  const { setAllowed } = useContext(ToolApprovalsContext);
  const name = toolName(part);
  const say = (element: Element, approved: boolean, reason?: string) => {
    moveOn(element);
    if (reason) onApprove(part.toolCallId, approved, reason);
    else onApprove(part.toolCallId, approved);
  };
  const allowAlways = (element: Element) => {
    say(element, true);
    setAllowed?.(name, true);
  };
  return (
    <div
      className="rv-tool-question"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for forms
      role="group"
      aria-label={texts.approvalQuestion(toolTitle(part, texts))}
    >
      <Choice label={texts.allow} variant="accent" onPress={(button) => say(button, true)} />
      {setAllowed && name && <Choice label={texts.allowAlways} onPress={allowAlways} />}
      <Choice label={texts.deny} onPress={(button) => say(button, false)} />
      <Reason onReason={(form, reason) => say(form, false, reason)} />
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly variant?: 'accent';
  readonly onPress: (button: Element) => void;
}): React.JSX.Element {
  return (
    <button
      type="button"
      className="rv-button"
      data-variant={props.variant}
      onClick={({ currentTarget }) => props.onPress(currentTarget)}
    >
      {props.label}
    </button>
  );
}

/** A button that opens the field for the reason of a denial. */
function Reason({ onReason }: Pick<ReasonFormProps, 'onReason'>): React.JSX.Element {
  const { denyBecause } = useLabels();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    button.current?.focus();
    setOpen(false);
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="rv-button"
        data-variant="quiet"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {denyBecause}
      </button>
      {isOpen && <ReasonForm onReason={onReason} onClose={close} />}
    </>
  );
}

interface ReasonFormProps {
  readonly onReason: (form: Element, reason: string) => void;
  readonly onClose: () => void;
}

/** Where the reason of a denial is written: Enter denies, Escape does not. */
function ReasonForm({ onReason, onClose }: ReasonFormProps): React.JSX.Element {
  const { deny, denyReason } = useLabels();
  const [reason, setReason] = useState('');
  return (
    <form
      className="rv-tool-reason"
      onSubmit={(event) => {
        event.preventDefault();
        onReason(event.currentTarget, reason.trim());
      }}
    >
      <input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the press of a button has opened it
        autoFocus
        dir="auto"
        aria-label={denyReason}
        placeholder={denyReason}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          onClose();
        }}
      />
      <button type="submit" className="rv-button">
        {deny}
      </button>
    </form>
  );
}

/** The pressed button goes with its question: the focus goes to the next question, else to the head of its card. */
function moveOn(pressed: Element): void {
  const card = pressed.closest('details');
  const around = pressed.closest('[role="log"], .rv-message-body');
  const next = [
    ...(around?.querySelectorAll<HTMLElement>('.rv-tool-question > button:first-child') ?? []),
  ].find((button) => !card?.contains(button));
  (next ?? card?.querySelector('summary'))?.focus();
}
