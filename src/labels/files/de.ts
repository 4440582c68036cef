import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in German. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'Anhang',
  attach: 'Dateien anhängen',
  attachments: 'Angehängte Dateien',
  dropFiles: 'Dateien hier ablegen',
  filesAttached: (names) => `Angehängt: ${names}`,
  removeFile: (name) => `${name} entfernen`,
  fileRemoved: (name) => `Entfernt: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type')
      return `${name}: Dateien dieser Art werden nicht angenommen, nur ${limit}.`;
    if (reason === 'size') return `${name} ist zu groß: höchstens ${limit}.`;
    if (reason === 'count')
      return `${name} wurde nicht angehängt. Höchstzahl der Dateien: ${limit}.`;
    return `${name} kann nicht gelesen werden.`;
  },
  attachFailed: 'Die Dateien konnten nicht angehängt werden. Versuchen Sie es noch einmal.',
  uploading: (name) => `${name} wird hochgeladen`,
  uploadFailed: (name, reason) => `${name} wurde nicht hochgeladen: ${reason}`,
  filesMissing:
    'Wiederholen oder entfernen Sie die Dateien, die nicht hochgeladen wurden; dann kann dies gesendet werden.',
  retryFile: (name) => `${name} noch einmal hochladen`,
  waitsForFiles: 'Wird gesendet, sobald die Dateien hochgeladen sind.',
  enlarge: (name) => `${name} vergrößern`,
  actualSize: 'Originalgröße',
  fitToWindow: 'An Fenster anpassen',
  close: 'Schließen',
  pictureSoFar: 'Das Bild bis jetzt',
  audio: 'Aufnahme',
  video: 'Video',
  loadMedia: (host) => `Von ${host || 'dieser Seite'} laden`,
  dictate: 'Diktieren',
  stopDictation: 'Diktat beenden',
  listening: 'Hört zu …',
  microphoneDenied: 'Das Mikrofon darf nicht benutzt werden. Erlauben Sie es im Browser.',
  dictationFailed: (reason) => `Das Diktat wurde beendet: ${reason}`,
  readAloud: 'Vorlesen',
  stopReading: 'Vorlesen beenden',
  readingFailed: (reason) => `Das Vorlesen wurde beendet: ${reason}`,
  messagesHint:
    'Die Pfeiltasten gehen von Nachricht zu Nachricht. Enter geht hinein, Escape heraus.',
  find: 'In diesem Chat suchen',
  findNext: 'Nächste Fundstelle',
  findPrevious: 'Vorige Fundstelle',
  findClose: 'Suche schließen',
  findCount: (place, total) => `${place} von ${total}`,
  findNone: 'Nichts gefunden',
};
