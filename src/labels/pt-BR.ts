import { conversations } from './conversations/pt-BR.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/pt-BR.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/pt-BR.ts';
import { aidWords } from './aids/pt-BR.ts';
import { sharedTextWords } from './shared-text/pt-BR.ts';
import { roomWords } from './rooms/pt-BR.ts';
import { streamWords } from './streams/pt-BR.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('pt-BR');

const toolStates = {
  'input-streaming': 'preparando…',
  'input-available': 'em execução…',
  'approval-requested': 'aguarda autorização',
  'approval-responded': 'respondida',
  'output-available': 'concluída',
  'output-error': 'falhou',
  'output-denied': 'negada',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: 'Nota',
  tip: 'Dica',
  important: 'Importante',
  warning: 'Aviso',
  caution: 'Cuidado',
};

/** Everything the components say, in Brazilian Portuguese. */
export const ptBR: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'pt-BR',
  ...conversations,

  appLoading: (title) => `Carregando ${title}…`,
  appFailed: (title, reason) => `Não é possível mostrar ${title}: ${reason}`,
  appBlocked: 'seu ambiente isolado não abre nesta página',
  appClosed: (title) => `${title} foi fechado.`,
  appOpenAgain: 'Abrir de novo',
  appAsksToOpen: (title) => `${title} quer abrir este endereço`,
  appOpenLink: 'Abrir',
  appKeepClosed: 'Não abrir',
  appLeaveFullScreen: 'Sair da tela cheia',

  chat: 'Chat',
  messages: 'Mensagens',
  emptyTitle: 'O que você gostaria de saber?',
  suggestions: 'Sugestões',
  jumpToLatest: 'Ir para o fim',
  you: 'Você',
  assistant: 'Assistente',
  system: 'Sistema',

  message: 'Mensagem',
  placeholder: 'Escreva uma mensagem',
  send: 'Enviar',
  sendHint: 'Enviar (Enter)',
  sendBlocked: 'Há uma resposta em andamento. Pare-a ou espere o fim para enviar isto.',
  sendAfter: 'Enviar depois da resposta',
  stop: 'Parar',
  stopHint: 'Parar (Esc)',
  editMessage: 'Editar mensagem',
  editHint: 'Envia uma nova versão; a anterior é mantida.',
  cancel: 'Cancelar',

  copyMessage: 'Copiar mensagem',
  copied: 'Copiado',
  copyFailed: 'Não foi possível copiar',
  regenerate: 'Responder de novo',
  sources: 'Fontes',
  goodAnswer: 'Boa resposta',
  badAnswer: 'Resposta ruim',
  quote: 'Citar',
  showMore: 'Mostrar mais',
  showChanges: 'Mostrar alterações',
  versions: 'Versões',
  previousVersion: 'Versão anterior',
  nextVersion: 'Próxima versão',
  version: (at, all) => `Versão ${number(at)} de ${number(all)}`,
  thinking: 'Pensando…',
  thoughts(seconds) {
    if (seconds === undefined) return 'Raciocínio';
    if (seconds < 1) return 'Pensou por um instante';
    return count(Math.round(seconds), {
      one: 'Pensou por # segundo',
      other: 'Pensou por # segundos',
    });
  },
  droppedTurns: () => 'O modelo não vê mais as mensagens acima.',
  subagent: 'Subagente',
  codeBlock: 'Bloco de código.',
  answerBegins: 'Uma resposta começa.',
  answerIsThere: 'A resposta chegou.',

  tool: 'Ferramenta',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `Permitir “${tool}”?`,
  toolFailed: (tool, reason) => `“${tool}” falhou: ${reason}`,
  allow: 'Permitir',
  deny: 'Negar',
  allowAlways: 'Permitir sempre',
  alwaysAllowed: 'Sempre permitida nesta conversa',
  askAgain: 'Perguntar de novo',
  denyBecause: 'Recusar e dizer por quê…',
  denyReason: 'Motivo, para o modelo',
  toolResult: 'Resultado',
  steps: (steps) => count(steps, { one: '# etapa', other: '# etapas' }),
  stepsFailed: (steps) => count(steps, { one: '# falhou', other: '# falharam' }),

  stillWaiting: 'Ainda sem resposta. O modelo pode estar sendo carregado.',

  stopped: 'Parada',
  truncated: 'Conexão perdida – a resposta está incompleta.',
  expired: 'O servidor não guarda mais o resto desta resposta.',
  failed: 'A resposta terminou com um erro.',
  lengthLimit: 'A resposta chegou ao seu tamanho máximo.',
  contentFilter: 'Um filtro de conteúdo cortou esta resposta.',
  retry: 'Tentar de novo',
  continue: 'Continuar',

  error: tellError({
    network: 'A conexão com o servidor falhou.',
    timeout: 'O servidor ficou em silêncio por tempo demais.',
    protocol: 'A resposta do servidor não pode ser lida.',
    truncated: 'A resposta parou antes de estar completa.',
    expired: 'O servidor não guarda mais esta resposta.',
    storage: 'Não foi possível salvar o chat.',
  }),
  errorHint: tellHint({
    wait: (seconds) =>
      count(seconds, {
        one: 'O servidor pede para esperar # segundo.',
        other: 'O servidor pede para esperar # segundos.',
      }),
    askNow: 'Você já pode perguntar de novo.',
    network: 'Verifique sua conexão e se o servidor está funcionando.',
    timeout: 'Talvez ele esteja ocupado.',
    unauthorized: 'Entre de novo ou confira a chave de acesso.',
    tooLarge: 'Encurte a mensagem ou comece um novo chat.',
    busy: 'Há muitas perguntas. Espere um momento.',
    server: 'A falha está no servidor, não na sua mensagem.',
    askAgain: 'Pergunte de novo para ter a resposta inteira.',
  }),
  dismiss: 'Fechar',
  reconnecting: 'Conexão perdida. Reconectando…',
  retryingIn: (seconds) =>
    count(seconds, {
      one: 'Conexão perdida. Nova tentativa em # segundo.',
      other: 'Conexão perdida. Nova tentativa em # segundos.',
    }),
  offline: 'Você está sem conexão. O chat continua quando você voltar.',

  queued: 'Aguarda a resposta acima',
  unsent: 'Aguarda a conexão',
  sendNow: 'Enviar agora',
  remove: 'Remover',

  queuePlace: (place, length) =>
    `Na fila, lugar ${place}${length === undefined ? '' : ` de ${length}`}`,
  readingPrompt: (processed, total) => `Lendo a pergunta, ${processed} de ${total} tokens`,
  promptRead: 'Pergunta lida',
  awaitingFirstToken: 'Aguardando o primeiro token',
  tokens: (figure) => `${figure} tokens`,
  tokensPerSecond: (rate) => `${rate} tokens/s`,
  firstToken: (time) => `primeiro token ${time}`,
  reconnects: (times) => count(times, { one: '# reconexão', other: '# reconexões' }),

  copy: 'Copiar',
  copyCode: 'Copiar código',
  code: (language) => (language ? `código ${language}` : 'código'),
  plainText: 'texto',
  wrap: 'Quebrar linhas',
  wrapLines: 'Quebrar linhas longas',
  download: 'Baixar',
  saveAs: (fileName) => `Salvar como ${fileName}`,
  showAllLines: (lines) => count(lines, { one: 'Mostrar # linha', other: 'Mostrar as # linhas' }),
  showLess: 'Mostrar menos',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `Copiar a tabela como ${tableFormats[format]}`,
  tableCopied: (format) => `${tableFormats[format]} copiado`,
  image: 'Imagem',
  loadImage: (host) => `Carregar a imagem de ${host || 'este site'}`,
  enableLink: (host) => `Ativar o link para ${host || 'este site'}`,
  thisSite: 'este site',
  alert: (kind) => alerts[kind],
  footnotes: 'Notas de rodapé',
  backToReference: (reference) => `Voltar à referência ${reference}`,
  taskDone: 'Feita',
  taskOpen: 'A fazer',
  showDiagram: 'Mostrar diagrama',
  showCode: 'Mostrar código',
  diagramFailed: (reason) => `Este diagrama não pode ser desenhado: ${reason}`,
  formulaFailed: (reason) => `Esta fórmula não pode ser composta: ${reason}`,
};
