'use client';
import type * as React from 'react';
import { useId } from 'react';
import { useScrollStop } from '../../view/use-scroll-stop.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon } from '../shared/icon.tsx';
import type { FarRows } from './far-rows.ts';
import { useMessageKeys } from './use-message-keys.ts';
import type { StuckToBottom } from './use-stick-to-bottom.ts';

/** Props of {@link MessageLog}. */
interface MessageLogProps {
  /** How the log stays at its end. */
  readonly stick: StuckToBottom;
  readonly rows: FarRows;
  readonly isBusy: boolean;
  readonly isEmpty: boolean;
  /** Stands above the messages. */
  readonly head: React.ReactNode;
  /** The messages, as rows. */
  readonly children: React.ReactNode;
}

/** What of a list scrolls, and the button that leads back to its end. Renders a `<div role="log">` and a `<button>`. */
export function MessageLog({
  stick,
  rows,
  isBusy,
  isEmpty,
  head,
  children,
}: MessageLogProps): React.JSX.Element {
  const { openRef, viewportRef, contentRef, roomRef, isFollowing } = stick;
  const texts = useLabels();
  const hintId = useId();
  const { exitRef, onKeyDown } = useMessageKeys(stick, rows);
  // The keyboard must reach what scrolls and what can be gone through; what does neither may still be given the focus.
  useScrollStop(viewportRef, contentRef, isEmpty ? -1 : 0);
  return (
    <>
      {/* The announcer speaks for the log, in sentences; the log itself would speak every token. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys go from message to message */}
      <div
        ref={openRef}
        className="rv-viewport"
        role="log"
        aria-label={texts.messages}
        aria-describedby={isEmpty ? undefined : hintId}
        aria-live="off"
        aria-busy={isBusy}
        onKeyDown={onKeyDown}
      >
        {head}
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an <ol> may only hold <li>s, and these stand in groups */}
        <div ref={contentRef} role="list" className="rv-messages">
          {children}
        </div>
        <div ref={roomRef} />
      </div>
      <KeysHint id={hintId} />
      <span ref={exitRef} tabIndex={-1} data-chrome="" />
      {!isFollowing && <JumpButton stick={stick} />}
    </>
  );
}

/** Leads back to the end of a list. Renders a `<button>`. */
function JumpButton({ stick }: { readonly stick: StuckToBottom }): React.JSX.Element {
  const { viewportRef, follow } = stick;
  const { jumpToLatest } = useLabels();
  const jump = () => {
    viewportRef.current?.focus({ preventScroll: true });
    follow('smooth');
  };
  return (
    <button type="button" className="rv-jump" aria-label={jumpToLatest} onClick={jump}>
      <Icon shape="down" />
    </button>
  );
}

function KeysHint({ id }: { readonly id: string }): React.JSX.Element {
  const { messagesHint } = useLabels();
  return (
    <span id={id} hidden data-chrome="">
      {messagesHint}
    </span>
  );
}
