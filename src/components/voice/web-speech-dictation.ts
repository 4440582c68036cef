import type { DictationEngine, DictationRun } from './voice-engines.ts';

/** Of the Web Speech API what is used here; not all browsers have it, and none under a type of its own. */
interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start: () => void;
  stop: () => void;
}
interface RecognitionResult {
  readonly isFinal: boolean;
  readonly 0?: { readonly transcript: string };
}
type RecognitionEvent = Event & {
  readonly resultIndex: number;
  readonly results: ArrayLike<RecognitionResult>;
};

/** Dictation by the browser's own speech recognition. Some browsers send what they hear to their maker. */
export function webSpeechDictation(): DictationEngine {
  return { isAvailable: () => recognitionClass() !== undefined, listen };
}

function recognitionClass(): (new () => Recognition) | undefined {
  const page = globalThis as unknown as Readonly<
    Record<string, (new () => Recognition) | undefined>
  >;
  return page['SpeechRecognition'] ?? page['webkitSpeechRecognition'];
}

function listen({ lang, signal, onText }: DictationRun): Promise<void> {
  return new Promise((resolve, reject) => {
    const Recognizer = recognitionClass();
    if (!Recognizer) {
      reject(new DOMException('This browser does not recognise speech.', 'NotSupportedError'));
      return;
    }
    const recognition = new Recognizer();
    Object.assign(recognition, { lang, continuous: true, interimResults: true });
    recognition.addEventListener('result', (event) => {
      const { results, resultIndex } = event as RecognitionEvent;
      let open = '';
      for (const result of Array.from(results).slice(resultIndex)) {
        const words = result[0]?.transcript ?? '';
        if (result.isFinal) onText(words, true);
        else open += words;
      }
      if (open) onText(open, false);
    });
    recognition.addEventListener('error', (event) => {
      const code = 'error' in event ? String(event.error) : '';
      // Silence, and a stop of ours, are no failures.
      if (code === 'no-speech' || code === 'aborted') return;
      const isDenied = code === 'not-allowed' || code === 'service-not-allowed';
      reject(new DOMException(code, isDenied ? 'NotAllowedError' : 'OperationError'));
    });
    recognition.addEventListener('end', () => resolve());
    // What was said last is still recognised.
    signal.addEventListener('abort', () => recognition.stop(), { once: true });
    recognition.start();
  });
}
