'use client';
import type * as React from 'react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { textAt } from '../../protocol/json.ts';
import { useLatest } from '../../view/use-latest.ts';
import { Icon } from '../shared/icon.tsx';
import { useLabels } from '../labels/use-labels.ts';
import { stopReading } from './reading-now.ts';
import { spokenLang } from './spoken-lang.ts';
import type { DictationEngine } from './voice-engines.ts';
import { VoiceIcon } from './voice-icon.tsx';
import { webSpeechDictation } from './web-speech-dictation.ts';

/** Props of {@link DictateButton}. */
export interface DictateButtonProps {
  /** What listens; `true` is the browser's own speech recognition. */
  readonly engine: true | DictationEngine;
  /** The text in the field. */
  readonly text: string;
  /** Puts another text into the field. */
  readonly onText: (text: string) => void;
  /** Tells that it listens, or why it does not. */
  readonly onTell: (text: string, isFailure: boolean) => void;
}

/** Writes what is said behind what is in the field, until it is pressed again or the message is sent. Renders a `<button>`, nothing where its engine does not work. */
export function DictateButton(props: DictateButtonProps): React.JSX.Element | null {
  const { engine: given } = props;
  const texts = useLabels();
  const engine = useMemo(() => (given === true ? webSpeechDictation() : given), [given]);
  const button = useRef<HTMLButtonElement>(null);
  const { isListening, toggle } = useDictation(engine, props, button);
  if (engine.isAvailable?.() === false) return null;
  const label = isListening ? texts.stopDictation : texts.dictate;
  return (
    <button
      ref={button}
      type="button"
      className="rv-action rv-dictate"
      data-status={isListening ? 'listening' : 'ready'}
      aria-label={label}
      title={label}
      onClick={toggle}
    >
      {isListening ? <Icon shape="stop" /> : <VoiceIcon shape="microphone" />}
    </button>
  );
}

function useDictation(
  engine: DictationEngine,
  props: DictateButtonProps,
  button: React.RefObject<HTMLButtonElement | null>,
) {
  const latest = useLatest(props);
  const { listening, microphoneDenied, dictationFailed } = useLabels();
  const [isListening, setListening] = useState(false);
  const run = useRef<AbortController>(undefined);
  /** The field as this has left it: an empty one has been sent. */
  const left = useRef('');
  const { text } = props;
  useEffect(() => {
    if (text === '' && left.current !== '') run.current?.abort();
  }, [text]);
  useEffect(() => () => run.current?.abort(), []);
  const listen = async () => {
    const own = new AbortController();
    const { signal } = own;
    run.current = own;
    stopReading();
    setListening(true);
    latest.current.onTell(listening, false);
    let settled = latest.current.text;
    left.current = settled;
    const onText = (words: string, isFinal: boolean) => {
      const { text: shown, onText: put } = latest.current;
      // Sent meanwhile: the last words belong to no message any more.
      if (run.current !== own || (signal.aborted && shown === '' && left.current !== '')) return;
      // Who types into it goes on from there.
      if (shown !== left.current) settled = shown;
      const next = joined(settled, words);
      if (isFinal) settled = next;
      left.current = next;
      put(next);
    };
    try {
      await engine.listen({ lang: spokenLang(button.current), signal, onText });
      latest.current.onTell('', false);
    } catch (error) {
      const isDenied = textAt(error, 'name') === 'NotAllowedError';
      const reason = textAt(error, 'message') || String(error);
      latest.current.onTell(isDenied ? microphoneDenied : dictationFailed(reason), true);
    }
    if (run.current === own) setListening(false);
  };
  const toggle = () => {
    if (isListening) run.current?.abort();
    else void listen();
  };
  return { isListening, toggle };
}

/** Words behind a text, with a space where there is none yet. */
function joined(text: string, words: string): string {
  const said = words.trim();
  return text === '' || said === '' || /\s$/.test(text) ? text + said : `${text} ${said}`;
}
