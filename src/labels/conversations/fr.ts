import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('fr');

/** What lists of chats and what belongs to them say, in French. */
export const conversations: ConversationLabels = {
  chats: 'Discussions',
  newChat: 'Nouvelle discussion',
  searchChats: 'Rechercher dans les discussions',
  pinned: 'Épinglées',
  today: 'Aujourd’hui',
  yesterday: 'Hier',
  previousWeek: '7 derniers jours',
  chatActions: (title) => `Autres actions pour « ${title} »`,
  rename: 'Renommer',
  chatTitle: 'Titre de la discussion',
  pin: 'Épingler',
  unpin: 'Désépingler',
  deleteChat: 'Supprimer',
  chatRunning: 'Répond…',
  chatUnread: 'Non lue',
  chatDeleted: (title) => `« ${title} » a été supprimée.`,
  undo: 'Annuler la suppression',
  noChats: 'Aucune discussion pour le moment.',
  noChatFound: (text) => `Aucune discussion ne contient « ${text} ».`,
  chatsFound: (found) =>
    count(found, { one: '# discussion trouvée', other: '# discussions trouvées' }),
  openChat: 'Ouvrir la discussion',
  closeChat: 'Fermer la discussion',
  newAnswers: (found) => count(found, { one: '# nouvelle réponse', other: '# nouvelles réponses' }),
  fullScreen: 'Plein écran',
  leaveFullScreen: 'Quitter le plein écran',
  compare: 'Réponses comparées',
  goOnWith: (name) => `Continuer avec ${name}`,
  allVersions: 'Toutes les versions',
  noVersions:
    'Cette discussion n’a qu’une version. Modifier une question ou demander une nouvelle réponse en crée une autre.',
  versionShown: 'affichée',
  exportChat: 'Exporter',
  exportMarkdown: 'En Markdown',
  exportJson: 'JSON, à réimporter',
  exportHtml: 'Page web',
  printChat: 'Imprimer ou PDF…',
};
