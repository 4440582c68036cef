import type { ReactNode } from 'react';
import { ErrorNotice, sessionChatStorage } from 'rivulet';
import type { Stream } from 'rivulet/streams';

/** What each demo of a stream is made with: a reload goes on in the middle, and other tabs show the same. */
export const kept = { storage: sessionChatStorage(), mirror: true } as const;

/** The frame of a demo: what it is, what it is asked, how it is started and stopped, and what came. */
export function Work(props: {
  readonly title: string;
  readonly lead: ReactNode;
  readonly stream: Pick<Stream, 'isStreaming' | 'error' | 'end' | 'abort' | 'status'>;
  /** On the button that starts it. */
  readonly verb: string;
  readonly onStart: () => void;
  /** The fields of the question. */
  readonly fields?: ReactNode;
  /** What came. */
  readonly children: ReactNode;
}) {
  const { title, lead, stream, verb, onStart, fields, children } = props;
  return (
    <section className="work" aria-label={title}>
      <h2>{title}</h2>
      <p className="lead">{lead}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onStart();
        }}
      >
        {fields}
        <button type="submit" className="work-start" disabled={stream.isStreaming}>
          {verb}
        </button>
        <button type="button" disabled={!stream.isStreaming} onClick={() => void stream.abort()}>
          Stop
        </button>
      </form>
      {stream.error && <ErrorNotice error={stream.error} onRetry={onStart} />}
      {stream.status === 'reconnecting' && <output>Connection lost. Trying again…</output>}
      {stream.end === 'aborted' && <output>Stopped; what had come is kept.</output>}
      {children}
    </section>
  );
}
