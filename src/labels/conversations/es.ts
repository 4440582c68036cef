import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('es');

/** What lists of chats and what belongs to them say, in Spanish. */
export const conversations: ConversationLabels = {
  chats: 'Conversaciones',
  newChat: 'Nueva conversación',
  searchChats: 'Buscar en las conversaciones',
  pinned: 'Fijadas',
  today: 'Hoy',
  yesterday: 'Ayer',
  previousWeek: 'Últimos 7 días',
  chatActions: (title) => `Más acciones para «${title}»`,
  rename: 'Cambiar nombre',
  chatTitle: 'Título de la conversación',
  pin: 'Fijar',
  unpin: 'Dejar de fijar',
  deleteChat: 'Eliminar',
  chatRunning: 'Respondiendo…',
  chatUnread: 'No leída',
  chatDeleted: (title) => `Se eliminó «${title}».`,
  undo: 'Deshacer',
  noChats: 'Todavía no hay conversaciones.',
  noChatFound: (text) => `Ninguna conversación contiene «${text}».`,
  chatsFound: (found) =>
    count(found, { one: '# conversación encontrada', other: '# conversaciones encontradas' }),
  openChat: 'Abrir el chat',
  closeChat: 'Cerrar el chat',
  newAnswers: (found) => count(found, { one: '# respuesta nueva', other: '# respuestas nuevas' }),
  fullScreen: 'Pantalla completa',
  leaveFullScreen: 'Salir de pantalla completa',
  compare: 'Comparación de respuestas',
  goOnWith: (name) => `Seguir con ${name}`,
  allVersions: 'Todas las versiones',
  noVersions:
    'Esta conversación tiene una sola versión. Editar una pregunta o pedir otra respuesta crea una nueva.',
  versionShown: 'mostrada',
  exportChat: 'Exportar',
  exportMarkdown: 'En Markdown',
  exportJson: 'JSON, para volver a importar',
  exportHtml: 'Página web',
  printChat: 'Imprimir o PDF…',
};
