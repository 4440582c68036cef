import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('pt-BR');

/** What lists of chats and what belongs to them say, in Brazilian Portuguese. */
export const conversations: ConversationLabels = {
  chats: 'Conversas',
  newChat: 'Nova conversa',
  searchChats: 'Buscar nas conversas',
  pinned: 'Fixadas',
  today: 'Hoje',
  yesterday: 'Ontem',
  previousWeek: 'Últimos 7 dias',
  chatActions: (title) => `Mais ações para “${title}”`,
  rename: 'Renomear',
  chatTitle: 'Título da conversa',
  pin: 'Fixar',
  unpin: 'Desafixar',
  deleteChat: 'Excluir',
  chatRunning: 'Respondendo…',
  chatUnread: 'Não lida',
  chatDeleted: (title) => `“${title}” foi excluída.`,
  undo: 'Desfazer',
  noChats: 'Ainda não há conversas.',
  noChatFound: (text) => `Nenhuma conversa contém “${text}”.`,
  chatsFound: (found) =>
    count(found, { one: '# conversa encontrada', other: '# conversas encontradas' }),
  openChat: 'Abrir o chat',
  closeChat: 'Fechar o chat',
  newAnswers: (found) => count(found, { one: '# resposta nova', other: '# respostas novas' }),
  fullScreen: 'Tela cheia',
  leaveFullScreen: 'Sair da tela cheia',
  compare: 'Respostas comparadas',
  goOnWith: (name) => `Continuar com ${name}`,
  allVersions: 'Todas as versões',
  noVersions:
    'Esta conversa tem uma única versão. Editar uma pergunta ou pedir outra resposta cria mais uma.',
  versionShown: 'exibida',
  exportChat: 'Exportar',
  exportMarkdown: 'Em Markdown',
  exportJson: 'JSON, para importar de novo',
  exportHtml: 'Página da web',
  printChat: 'Imprimir ou PDF…',
};
