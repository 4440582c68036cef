'use client';
import type * as React from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ChatMessage } from '../../protocol/chat-message.ts';
import { textAt } from '../../protocol/json.ts';
import { messageMarkdown } from '../../protocol/message-text.ts';
import { Narrator } from '../announcer/narrator.ts';
import { useLabels } from '../labels/use-labels.ts';
import { Icon } from '../shared/icon.tsx';
import { beginReading } from './reading-now.ts';
import { spokenLang } from './spoken-lang.ts';
import type { ReadingEngine } from './voice-engines.ts';
import { VoiceIcon } from './voice-icon.tsx';
import { webSpeechVoice } from './web-speech-voice.ts';

/** Props of {@link ReadAloudButton}. */
export interface ReadAloudButtonProps {
  /** The answer to read. */
  readonly message: ChatMessage;
  /** What reads; `true` is the browser's own voice. */
  readonly engine: true | ReadingEngine;
}

/** Reads an answer aloud, its words and not its marks, until it is pressed again. Renders a `<button>`, nothing where its engine does not work. */
export function ReadAloudButton({
  message,
  engine: given,
}: ReadAloudButtonProps): React.JSX.Element | null {
  const texts = useLabels();
  const engine = useMemo(() => (given === true ? webSpeechVoice() : given), [given]);
  const [run, setRun] = useState<AbortController>();
  const [told, tell] = useState('');
  const button = useRef<HTMLButtonElement>(null);
  // What is no longer on the page is no longer read.
  useEffect(() => () => run?.abort(), [run]);
  if (engine.isAvailable?.() === false) return null;
  const read = async () => {
    const own = beginReading();
    const words = new Narrator({ words: texts }).take(messageMarkdown(message), true);
    setRun(own);
    tell('');
    try {
      await engine.read(words, { lang: spokenLang(button.current), signal: own.signal });
    } catch (error) {
      tell(texts.readingFailed(textAt(error, 'message') || String(error)));
    }
    setRun((now) => (now === own ? undefined : now));
  };
  const label = run ? texts.stopReading : texts.readAloud;
  return (
    <>
      <button
        ref={button}
        type="button"
        className="rv-action"
        data-status={run ? 'reading' : 'ready'}
        aria-label={label}
        title={label}
        onClick={() => (run ? run.abort() : void read())}
      >
        {run ? <Icon shape="stop" /> : <VoiceIcon shape="speaker" />}
      </button>
      <output className={told ? 'rv-voice-failure' : 'rv-visually-hidden'}>{told}</output>
    </>
  );
}
