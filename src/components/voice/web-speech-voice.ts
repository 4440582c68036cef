import type { ReadingEngine, ReadingRun } from './voice-engines.ts';

/** Reading aloud by the browser's own voices. */
export function webSpeechVoice(): ReadingEngine {
  return { isAvailable: () => 'speechSynthesis' in globalThis, read };
}

const stop = () => speechSynthesis.cancel();

async function read(text: string, { lang, signal }: ReadingRun): Promise<void> {
  // Whatever still speaks would be waited for.
  stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    // Sentence by sentence: browsers fall silent in the middle of what is long.
    for (const sentence of sentencesOf(text, lang)) {
      if (signal.aborted) return;
      await speak(sentence, lang);
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function speak(sentence: string, lang: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.lang = lang;
    utterance.addEventListener('end', () => resolve());
    utterance.addEventListener('error', ({ error }) => {
      if (error === 'canceled' || error === 'interrupted') resolve();
      else reject(new DOMException(error, 'OperationError'));
    });
    speechSynthesis.speak(utterance);
  });
}

function sentencesOf(text: string, lang: string): readonly string[] {
  if (!('Segmenter' in Intl)) return text.match(/[^.!?]+[.!?]*\s*/g) ?? [text];
  const segmenter = new Intl.Segmenter(lang, { granularity: 'sentence' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter(Boolean);
}
