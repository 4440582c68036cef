import { conversations } from './conversations/fr.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/fr.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/fr.ts';
import { aidWords } from './aids/fr.ts';
import { sharedTextWords } from './shared-text/fr.ts';
import { roomWords } from './rooms/fr.ts';
import { streamWords } from './streams/fr.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('fr');

const toolStates = {
  'input-streaming': 'en préparation…',
  'input-available': 'en cours…',
  'approval-requested': 'attend une autorisation',
  'approval-responded': 'réponse donnée',
  'output-available': 'terminé',
  'output-error': 'échec',
  'output-denied': 'refusé',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: 'Remarque',
  tip: 'Astuce',
  important: 'Important',
  warning: 'Avertissement',
  caution: 'Attention',
};

/** Everything the components say, in French. */
export const fr: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'fr',
  ...conversations,

  appLoading: (title) => `Chargement de ${title}…`,
  appFailed: (title, reason) => `Impossible d’afficher ${title} : ${reason}`,
  appBlocked: 'son environnement isolé ne s’ouvre pas sur cette page',
  appClosed: (title) => `${title} a été fermé.`,
  appOpenAgain: 'Rouvrir',
  appAsksToOpen: (title) => `${title} veut ouvrir cette adresse`,
  appOpenLink: 'Ouvrir',
  appKeepClosed: 'Ne pas ouvrir',
  appLeaveFullScreen: 'Quitter le plein écran',

  chat: 'Discussion',
  messages: 'Messages',
  emptyTitle: 'Que souhaitez-vous savoir ?',
  suggestions: 'Suggestions',
  jumpToLatest: 'Aller à la fin',
  you: 'Vous',
  assistant: 'Assistant',
  system: 'Système',

  message: 'Message',
  placeholder: 'Écrire un message',
  send: 'Envoyer',
  sendHint: 'Envoyer (Entrée)',
  sendBlocked: 'Une réponse est en cours. Arrêtez-la ou attendez sa fin pour envoyer ce message.',
  sendAfter: 'Envoyer après la réponse',
  stop: 'Arrêter',
  stopHint: 'Arrêter (Échap)',
  editMessage: 'Modifier le message',
  editHint: 'Envoie une nouvelle version ; l’ancienne est conservée.',
  cancel: 'Annuler',

  copyMessage: 'Copier le message',
  copied: 'Copié',
  copyFailed: 'Échec de la copie',
  regenerate: 'Répondre à nouveau',
  sources: 'Sources',
  goodAnswer: 'Bonne réponse',
  badAnswer: 'Mauvaise réponse',
  quote: 'Citer',
  showMore: 'Afficher plus',
  showChanges: 'Afficher les modifications',
  versions: 'Versions',
  previousVersion: 'Version précédente',
  nextVersion: 'Version suivante',
  version: (at, all) => `Version ${number(at)} sur ${number(all)}`,
  thinking: 'Réflexion…',
  thoughts(seconds) {
    if (seconds === undefined) return 'Réflexions';
    if (seconds < 1) return 'A réfléchi un instant';
    return count(Math.round(seconds), {
      one: 'A réfléchi # seconde',
      other: 'A réfléchi # secondes',
    });
  },
  droppedTurns: () => 'Le modèle ne voit plus les messages ci-dessus.',
  subagent: 'Sous-agent',
  codeBlock: 'Bloc de code.',
  answerBegins: 'Une réponse commence.',
  answerIsThere: 'La réponse est arrivée.',

  tool: 'Outil',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `Autoriser « ${tool} » ?`,
  toolFailed: (tool, reason) => `« ${tool} » a échoué : ${reason}`,
  allow: 'Autoriser',
  deny: 'Refuser',
  allowAlways: 'Toujours autoriser',
  alwaysAllowed: 'Toujours autorisé dans cette discussion',
  askAgain: 'Redemander',
  denyBecause: 'Refuser et dire pourquoi…',
  denyReason: 'Raison, pour le modèle',
  toolResult: 'Résultat',
  steps: (steps) => count(steps, { one: '# étape', other: '# étapes' }),
  stepsFailed: (steps) => count(steps, { one: '# échec', other: '# échecs' }),

  stillWaiting: 'Toujours pas de réponse. Le modèle est peut-être en cours de chargement.',

  stopped: 'Arrêté',
  truncated: 'Connexion perdue – la réponse est incomplète.',
  expired: 'Le serveur ne conserve plus la suite de cette réponse.',
  failed: 'La réponse s’est terminée par une erreur.',
  lengthLimit: 'La réponse a atteint sa longueur maximale.',
  contentFilter: 'Un filtre de contenu a coupé cette réponse.',
  retry: 'Réessayer',
  continue: 'Continuer',

  error: tellError({
    network: 'La connexion au serveur a échoué.',
    timeout: 'Le serveur est resté silencieux trop longtemps.',
    protocol: 'La réponse du serveur est illisible.',
    truncated: 'La réponse s’est interrompue avant la fin.',
    expired: 'Le serveur ne conserve plus cette réponse.',
    storage: 'La discussion n’a pas pu être enregistrée.',
  }),
  errorHint: tellHint({
    wait: (seconds) =>
      count(seconds, {
        one: 'Le serveur demande d’attendre # seconde.',
        other: 'Le serveur demande d’attendre # secondes.',
      }),
    askNow: 'Vous pouvez demander à nouveau.',
    network: 'Vérifiez votre connexion et que le serveur fonctionne.',
    timeout: 'Il est peut-être occupé.',
    unauthorized: 'Reconnectez-vous ou vérifiez la clé d’accès.',
    tooLarge: 'Raccourcissez le message ou commencez une nouvelle discussion.',
    busy: 'Il y a beaucoup de demandes. Attendez un instant.',
    server: 'L’erreur vient du serveur, pas de votre message.',
    askAgain: 'Demandez à nouveau pour obtenir la réponse entière.',
  }),
  dismiss: 'Fermer',
  reconnecting: 'Connexion perdue. Reconnexion…',
  retryingIn: (seconds) =>
    count(seconds, {
      one: 'Connexion perdue. Nouvel essai dans # seconde.',
      other: 'Connexion perdue. Nouvel essai dans # secondes.',
    }),
  offline: 'Vous êtes hors ligne. La discussion reprendra à votre retour.',

  queued: 'Attend la réponse ci-dessus',
  unsent: 'Attend la connexion',
  sendNow: 'Envoyer maintenant',
  remove: 'Supprimer',

  queuePlace: (place, length) =>
    `Dans la file, place ${place}${length === undefined ? '' : ` sur ${length}`}`,
  readingPrompt: (processed, total) => `Lecture de la question, ${processed} jetons sur ${total}`,
  promptRead: 'Question lue',
  awaitingFirstToken: 'En attente du premier jeton',
  tokens: (figure) => `${figure} jetons`,
  tokensPerSecond: (rate) => `${rate} jetons/s`,
  firstToken: (time) => `premier jeton ${time}`,
  reconnects: (times) => count(times, { one: '# reconnexion', other: '# reconnexions' }),

  copy: 'Copier',
  copyCode: 'Copier le code',
  code: (language) => (language ? `code ${language}` : 'code'),
  plainText: 'texte',
  wrap: 'Retour à la ligne',
  wrapLines: 'Couper les longues lignes',
  download: 'Télécharger',
  saveAs: (fileName) => `Enregistrer sous ${fileName}`,
  showAllLines: (lines) =>
    count(lines, { one: 'Afficher # ligne', other: 'Afficher les # lignes' }),
  showLess: 'Afficher moins',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `Copier le tableau en ${tableFormats[format]}`,
  tableCopied: (format) => `${tableFormats[format]} copié`,
  image: 'Image',
  loadImage: (host) => `Charger l’image depuis ${host || 'ce site'}`,
  enableLink: (host) => `Activer le lien vers ${host || 'ce site'}`,
  thisSite: 'ce site',
  alert: (kind) => alerts[kind],
  footnotes: 'Notes',
  backToReference: (reference) => `Retour à l’appel ${reference}`,
  taskDone: 'Fait',
  taskOpen: 'À faire',
  showDiagram: 'Afficher le diagramme',
  showCode: 'Afficher le code',
  diagramFailed: (reason) => `Ce diagramme ne peut pas être dessiné : ${reason}`,
  formulaFailed: (reason) => `Cette formule ne peut pas être composée : ${reason}`,
};
