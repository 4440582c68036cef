/** What is said of dictating a message and of reading an answer aloud. */
export interface VoiceLabels {
  /** Names the button that begins to dictate. */
  readonly dictate: string;

  /** Names the same button while it listens. */
  readonly stopDictation: string;

  /** Told as soon as it listens. */
  readonly listening: string;

  /** Told when the microphone may not be used. */
  readonly microphoneDenied: string;

  /** Told when dictation has failed; `reason` is the engine's own message. */
  readonly dictationFailed: (reason: string) => string;

  /** Names the button that reads an answer aloud. */
  readonly readAloud: string;

  /** Names the same button while it reads. */
  readonly stopReading: string;

  /** Told when an answer could not be read; `reason` is the engine's own message. */
  readonly readingFailed: (reason: string) => string;
}
