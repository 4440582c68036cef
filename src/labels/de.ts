import { conversations } from './conversations/de.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/de.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/de.ts';
import { aidWords } from './aids/de.ts';
import { sharedTextWords } from './shared-text/de.ts';
import { roomWords } from './rooms/de.ts';
import { streamWords } from './streams/de.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('de');

const toolStates = {
  'input-streaming': 'wird vorbereitet …',
  'input-available': 'läuft …',
  'approval-requested': 'wartet auf Zustimmung',
  'approval-responded': 'beantwortet',
  'output-available': 'fertig',
  'output-error': 'fehlgeschlagen',
  'output-denied': 'abgelehnt',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: 'Hinweis',
  tip: 'Tipp',
  important: 'Wichtig',
  warning: 'Warnung',
  caution: 'Vorsicht',
};

/** Everything the components say, in German. */
export const de: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'de',
  ...conversations,

  appLoading: (title) => `${title} lädt …`,
  appFailed: (title, reason) => `${title} kann nicht gezeigt werden: ${reason}`,
  appBlocked: 'die abgeschirmte Umgebung öffnet sich auf dieser Seite nicht',
  appClosed: (title) => `${title} wurde geschlossen.`,
  appOpenAgain: 'Wieder öffnen',
  appAsksToOpen: (title) => `${title} möchte diese Adresse öffnen`,
  appOpenLink: 'Öffnen',
  appKeepClosed: 'Nicht öffnen',
  appLeaveFullScreen: 'Vollbild verlassen',

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
  sendBlocked:
    'Eine Antwort ist unterwegs. Halten Sie sie an oder warten Sie ihr Ende ab, um dies zu senden.',
  sendAfter: 'Nach der Antwort senden',
  stop: 'Anhalten',
  stopHint: 'Anhalten (Esc)',
  editMessage: 'Nachricht bearbeiten',
  editHint: 'Sendet eine neue Fassung; die alte bleibt erhalten.',
  cancel: 'Abbrechen',

  copyMessage: 'Nachricht kopieren',
  copied: 'Kopiert',
  copyFailed: 'Kopieren fehlgeschlagen',
  regenerate: 'Neu beantworten',
  sources: 'Quellen',
  goodAnswer: 'Gute Antwort',
  badAnswer: 'Schlechte Antwort',
  quote: 'Zitieren',
  showMore: 'Mehr zeigen',
  showChanges: 'Änderungen zeigen',
  versions: 'Fassungen',
  previousVersion: 'Vorige Fassung',
  nextVersion: 'Nächste Fassung',
  version: (at, all) => `Fassung ${number(at)} von ${number(all)}`,
  thinking: 'Denkt nach …',
  thoughts(seconds) {
    if (seconds === undefined) return 'Gedanken';
    if (seconds < 1) return 'Kurz nachgedacht';
    return count(Math.round(seconds), {
      one: '# Sekunde nachgedacht',
      other: '# Sekunden nachgedacht',
    });
  },
  droppedTurns: () => 'Die Nachrichten darüber sieht das Modell nicht mehr.',
  subagent: 'Unteragent',
  codeBlock: 'Quelltext.',
  answerBegins: 'Eine Antwort beginnt.',
  answerIsThere: 'Die Antwort ist da.',

  tool: 'Werkzeug',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `„${tool}“ erlauben?`,
  toolFailed: (tool, reason) => `„${tool}“ ist fehlgeschlagen: ${reason}`,
  allow: 'Erlauben',
  deny: 'Ablehnen',
  allowAlways: 'Immer erlauben',
  alwaysAllowed: 'In diesem Chat immer erlaubt',
  askAgain: 'Wieder fragen',
  denyBecause: 'Ablehnen und begründen …',
  denyReason: 'Grund, für das Modell',
  toolResult: 'Ergebnis',
  steps: (steps) => count(steps, { one: '# Schritt', other: '# Schritte' }),
  stepsFailed: (steps) => count(steps, { other: '# fehlgeschlagen' }),

  stillWaiting: 'Noch keine Antwort. Vielleicht wird das Modell geladen.',

  stopped: 'Angehalten',
  truncated: 'Verbindung verloren – die Antwort ist unvollständig.',
  expired: 'Der Server hat den Rest dieser Antwort nicht mehr.',
  failed: 'Die Antwort endete mit einem Fehler.',
  lengthLimit: 'Die Antwort hat ihre Höchstlänge erreicht.',
  contentFilter: 'Ein Inhaltsfilter hat die Antwort gekürzt.',
  retry: 'Erneut versuchen',
  continue: 'Fortsetzen',

  error: tellError({
    network: 'Die Verbindung zum Server ist fehlgeschlagen.',
    timeout: 'Der Server hat zu lange geschwiegen.',
    protocol: 'Die Antwort des Servers ist nicht lesbar.',
    truncated: 'Die Antwort brach ab, bevor sie vollständig war.',
    expired: 'Der Server hat diese Antwort nicht mehr.',
    storage: 'Der Chat konnte nicht gespeichert werden.',
  }),
  errorHint: tellHint({
    wait: (seconds) =>
      count(seconds, { one: 'Bitte # Sekunde warten.', other: 'Bitte # Sekunden warten.' }),
    askNow: 'Sie können jetzt noch einmal fragen.',
    network: 'Prüfen Sie Ihre Verbindung und ob der Server läuft.',
    timeout: 'Vielleicht ist er ausgelastet.',
    unauthorized: 'Melden Sie sich neu an oder prüfen Sie den Zugangsschlüssel.',
    tooLarge: 'Kürzen Sie die Nachricht oder beginnen Sie einen neuen Chat.',
    busy: 'Viele fragen gerade. Warten Sie einen Augenblick.',
    server: 'Der Fehler liegt beim Server, nicht an Ihrer Nachricht.',
    askAgain: 'Fragen Sie noch einmal, um die ganze Antwort zu bekommen.',
  }),
  dismiss: 'Schließen',
  reconnecting: 'Verbindung verloren. Neuer Versuch …',
  retryingIn: (seconds) =>
    count(seconds, {
      one: 'Verbindung verloren. Neuer Versuch in # Sekunde.',
      other: 'Verbindung verloren. Neuer Versuch in # Sekunden.',
    }),
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
  tokens: (figure) => `${figure} Token`,
  tokensPerSecond: (rate) => `${rate} Token/s`,
  firstToken: (time) => `erstes Token ${time}`,
  reconnects: (times) => count(times, { one: '# Neuverbindung', other: '# Neuverbindungen' }),

  copy: 'Kopieren',
  copyCode: 'Quelltext kopieren',
  code: (language) => (language ? `Quelltext (${language})` : 'Quelltext'),
  plainText: 'Text',
  wrap: 'Umbrechen',
  wrapLines: 'Lange Zeilen umbrechen',
  download: 'Herunterladen',
  saveAs: (fileName) => `Als ${fileName} speichern`,
  showAllLines: (lines) => count(lines, { one: '# Zeile zeigen', other: 'Alle # Zeilen zeigen' }),
  showLess: 'Weniger zeigen',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `Tabelle als ${tableFormats[format]} kopieren`,
  tableCopied: (format) => `Als ${tableFormats[format]} kopiert`,
  image: 'Bild',
  loadImage: (host) => `Bild von ${host || 'dieser Seite'} laden`,
  enableLink: (host) => `Link zu ${host || 'dieser Seite'} freigeben`,
  thisSite: 'diese Seite',
  alert: (kind) => alerts[kind],
  footnotes: 'Fußnoten',
  backToReference: (reference) => `Zurück zu Verweis ${reference}`,
  taskDone: 'Erledigt',
  taskOpen: 'Offen',
  showDiagram: 'Diagramm zeigen',
  showCode: 'Quelltext zeigen',
  diagramFailed: (reason) => `Dieses Diagramm kann nicht gezeichnet werden: ${reason}`,
  formulaFailed: (reason) => `Diese Formel kann nicht gesetzt werden: ${reason}`,
};
