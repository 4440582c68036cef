import type { ChatLabels } from 'rivulet/components';

const toolStates = {
  'input-streaming': 'wird vorbereitet …',
  'input-available': 'läuft …',
  'approval-requested': 'wartet auf Zustimmung',
  'approval-responded': 'beantwortet',
  'output-available': 'fertig',
  'output-error': 'fehlgeschlagen',
  'output-denied': 'abgelehnt',
};

/** Everything the components say, in German: a whole translation is one object. */
export const germanLabels: ChatLabels = {
  locale: 'de',

  chat: 'Chat',
  messages: 'Nachrichten',
  emptyTitle: 'Was möchten Sie wissen?',
  suggestions: 'Vorschläge',
  jumpToLatest: 'Zum Ende springen',
  you: 'Sie',
  assistant: 'Assistent',
  system: 'System',

  message: 'Nachricht',
  placeholder: 'Nachricht schreiben',
  send: 'Senden',
  sendHint: 'Senden (Enter)',
  stop: 'Anhalten',
  stopHint: 'Anhalten (Esc)',
  editMessage: 'Nachricht bearbeiten',
  editHint: 'Die Nachrichten danach werden ersetzt.',
  cancel: 'Abbrechen',

  copyMessage: 'Nachricht kopieren',
  copied: 'Kopiert',
  copyFailed: 'Kopieren fehlgeschlagen',
  regenerate: 'Neu beantworten',
  versions: 'Fassungen',
  previousVersion: 'Vorige Fassung',
  nextVersion: 'Nächste Fassung',
  version: (number, count) => `Fassung ${number} von ${count}`,
  thinking: 'Denkt nach …',
  thoughts(seconds) {
    if (seconds === undefined) return 'Gedanken';
    return seconds < 1 ? 'Kurz nachgedacht' : `${Math.round(seconds)} s nachgedacht`;
  },
  attachment: 'Anhang',
  droppedTurns: () => 'Die Nachrichten darüber sieht das Modell nicht mehr.',
  codeBlock: 'Quelltext.',

  tool: 'Werkzeug',
  toolState: (state) => toolStates[state],
  allow: 'Erlauben',
  deny: 'Ablehnen',

  stopped: 'Angehalten',
  truncated: 'Verbindung verloren – die Antwort ist unvollständig.',
  expired: 'Der Server hat den Rest dieser Antwort nicht mehr.',
  failed: 'Die Antwort endete mit einem Fehler.',
  lengthLimit: 'Die Antwort hat ihre Höchstlänge erreicht.',
  contentFilter: 'Ein Inhaltsfilter hat die Antwort gekürzt.',
  retry: 'Erneut versuchen',
  continue: 'Fortsetzen',

  error: ({ code, message }) => (code === 'overloaded' ? 'Der Server ist ausgelastet.' : message),
  errorHint({ retryAfterMs }, leftMs = retryAfterMs) {
    return leftMs ? `Bitte ${Math.ceil(leftMs / 1000)} s warten.` : '';
  },
  dismiss: 'Schließen',
  reconnecting: 'Verbindung verloren. Neuer Versuch …',
  retryingIn: (seconds) => `Verbindung verloren. Neuer Versuch in ${seconds} s.`,
  offline: 'Sie sind offline. Der Chat geht weiter, sobald Sie wieder verbunden sind.',

  queued: 'Wartet auf die Antwort darüber',
  unsent: 'Wartet auf die Verbindung',
  sendNow: 'Jetzt senden',
  remove: 'Entfernen',

  queuePlace: (place, length) =>
    `In der Warteschlange, Platz ${place}${length === undefined ? '' : ` von ${length}`}`,
  readingPrompt: (processed, total) => `Liest die Frage, ${processed} von ${total} Token`,
  promptRead: 'Gelesen',
  awaitingFirstToken: 'Wartet auf das erste Token',
  tokens: (count) => `${count} Token`,
  tokensPerSecond: (rate) => `${rate} Token/s`,
  firstToken: (time) => `erstes Token ${time}`,
  reconnects: (count) => (count === 1 ? '1 Neuverbindung' : `${count} Neuverbindungen`),
};
