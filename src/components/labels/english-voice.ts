import type { VoiceLabels } from './voice-labels.ts';

/** What is said of voices unless the host says it otherwise. */
export const englishVoice: VoiceLabels = {
  dictate: 'Dictate',
  stopDictation: 'Stop dictation',
  listening: 'Listening…',
  microphoneDenied: 'The microphone may not be used. Allow it in the browser.',
  dictationFailed: (reason) => `Dictation stopped: ${reason}`,
  readAloud: 'Read aloud',
  stopReading: 'Stop reading',
  readingFailed: (reason) => `Reading aloud stopped: ${reason}`,
};
