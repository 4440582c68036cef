import type * as React from 'react';
import { ErrorText } from '../notices/error-text.tsx';
import type { Attachments } from '../files/use-attachments.ts';
import type { ChatLabels } from '../labels/chat-labels.ts';
import type { Composition } from './use-composition.ts';

/** Props of {@link ComposerNotices}. */
export interface ComposerNoticesProps {
  readonly composition: Composition;
  /** Whether files or a voice may have something to tell. */
  readonly isTold: boolean;
  readonly attachments: Attachments;
  readonly texts: ChatLabels;
}

/** What the writer is told above the field: why a text or a file was not taken, and what a message waits for. */
export function ComposerNotices({
  composition,
  isTold,
  attachments: { notice, isBusy },
  texts,
}: ComposerNoticesProps): React.JSX.Element {
  const { refusal } = composition;
  return (
    <>
      {refusal && (
        <p className="rv-refusal" role="alert" data-code={refusal.code}>
          <ErrorText error={refusal} texts={texts} />
        </p>
      )}
      {/* There before its words, as the one below: a region that appears with them is not heard. */}
      {isTold && (
        <output className={notice?.isRefusal ? 'rv-refusal' : 'rv-visually-hidden'}>
          {notice?.text}
        </output>
      )}
      <HeldNotice composition={composition} hasUploads={isBusy} texts={texts} />
    </>
  );
}

/** Props of {@link HeldNotice}. */
interface HeldNoticeProps {
  readonly composition: Composition;
  readonly hasUploads: boolean;
  readonly texts: ChatLabels;
}

/** Says that a text waits for the end of the answer, or could. Renders a `<div>`. */
function HeldNotice({ composition, hasUploads, texts }: HeldNoticeProps): React.JSX.Element {
  const { held, changeHeld } = composition;
  const isTold = held === 'told';
  const waiting = hasUploads ? texts.waitsForFiles : texts.queued;
  return (
    <div className={held ? 'rv-held' : 'rv-visually-hidden'} data-status={held}>
      {/* Always there: screen readers speak of what changes in a region, not of a region that appears. */}
      <output className="rv-held-text">{held && (isTold ? texts.sendBlocked : waiting)}</output>
      {held && (
        <button type="button" className="rv-button" onClick={changeHeld}>
          {isTold ? texts.sendAfter : texts.cancel}
        </button>
      )}
    </div>
  );
}
