import { conversations } from './conversations/es.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/es.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/es.ts';
import { aidWords } from './aids/es.ts';
import { sharedTextWords } from './shared-text/es.ts';
import { roomWords } from './rooms/es.ts';
import { streamWords } from './streams/es.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('es');

const toolStates = {
  'input-streaming': 'preparando…',
  'input-available': 'en curso…',
  'approval-requested': 'espera autorización',
  'approval-responded': 'respondida',
  'output-available': 'hecho',
  'output-error': 'falló',
  'output-denied': 'denegada',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: 'Nota',
  tip: 'Consejo',
  important: 'Importante',
  warning: 'Advertencia',
  caution: 'Precaución',
};

/** Everything the components say, in Spanish. */
export const es: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'es',
  ...conversations,

  appLoading: (title) => `${title} se está cargando…`,
  appFailed: (title, reason) => `${title} no se puede mostrar: ${reason}`,
  appBlocked: 'su entorno aislado no se abre en esta página',
  appClosed: (title) => `${title} se ha cerrado.`,
  appOpenAgain: 'Abrir de nuevo',
  appAsksToOpen: (title) => `${title} quiere abrir esta dirección`,
  appOpenLink: 'Abrir',
  appKeepClosed: 'No abrir',
  appLeaveFullScreen: 'Salir de pantalla completa',

  chat: 'Chat',
  messages: 'Mensajes',
  emptyTitle: '¿Qué te gustaría saber?',
  suggestions: 'Sugerencias',
  jumpToLatest: 'Ir al final',
  you: 'Tú',
  assistant: 'Asistente',
  system: 'Sistema',

  message: 'Mensaje',
  placeholder: 'Escribe un mensaje',
  send: 'Enviar',
  sendHint: 'Enviar (Intro)',
  sendBlocked: 'Hay una respuesta en curso. Detenla o espera a que termine para enviar esto.',
  sendAfter: 'Enviar tras la respuesta',
  stop: 'Detener',
  stopHint: 'Detener (Esc)',
  editMessage: 'Editar mensaje',
  editHint: 'Envía una versión nueva; la anterior se conserva.',
  cancel: 'Cancelar',

  copyMessage: 'Copiar mensaje',
  copied: 'Copiado',
  copyFailed: 'No se pudo copiar',
  regenerate: 'Responder de nuevo',
  sources: 'Fuentes',
  goodAnswer: 'Buena respuesta',
  badAnswer: 'Mala respuesta',
  quote: 'Citar',
  showMore: 'Mostrar más',
  showChanges: 'Mostrar cambios',
  versions: 'Versiones',
  previousVersion: 'Versión anterior',
  nextVersion: 'Versión siguiente',
  version: (at, all) => `Versión ${number(at)} de ${number(all)}`,
  thinking: 'Pensando…',
  thoughts(seconds) {
    if (seconds === undefined) return 'Razonamiento';
    if (seconds < 1) return 'Pensó un momento';
    return count(Math.round(seconds), { one: 'Pensó # segundo', other: 'Pensó # segundos' });
  },
  droppedTurns: () => 'El modelo ya no ve los mensajes anteriores.',
  subagent: 'Subagente',
  codeBlock: 'Bloque de código.',
  answerBegins: 'Empieza una respuesta.',
  answerIsThere: 'La respuesta está lista.',

  tool: 'Herramienta',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `¿Permitir «${tool}»?`,
  toolFailed: (tool, reason) => `«${tool}» falló: ${reason}`,
  allow: 'Permitir',
  deny: 'Denegar',
  allowAlways: 'Permitir siempre',
  alwaysAllowed: 'Siempre permitida en este chat',
  askAgain: 'Volver a preguntar',
  denyBecause: 'Rechazar y decir por qué…',
  denyReason: 'Motivo, para el modelo',
  toolResult: 'Resultado',
  steps: (steps) => count(steps, { one: '# paso', other: '# pasos' }),
  stepsFailed: (steps) => count(steps, { one: '# fallido', other: '# fallidos' }),

  stillWaiting: 'Todavía sin respuesta. Puede que el modelo se esté cargando.',

  stopped: 'Detenida',
  truncated: 'Se perdió la conexión: la respuesta está incompleta.',
  expired: 'El servidor ya no guarda el resto de esta respuesta.',
  failed: 'La respuesta terminó con un error.',
  lengthLimit: 'La respuesta llegó a su longitud máxima.',
  contentFilter: 'Un filtro de contenido cortó esta respuesta.',
  retry: 'Reintentar',
  continue: 'Continuar',

  error: tellError({
    network: 'Falló la conexión con el servidor.',
    timeout: 'El servidor estuvo demasiado tiempo en silencio.',
    protocol: 'La respuesta del servidor no se puede leer.',
    truncated: 'La respuesta se interrumpió antes de terminar.',
    expired: 'El servidor ya no guarda esta respuesta.',
    storage: 'No se pudo guardar el chat.',
  }),
  errorHint: tellHint({
    wait: (seconds) =>
      count(seconds, {
        one: 'El servidor pide esperar # segundo.',
        other: 'El servidor pide esperar # segundos.',
      }),
    askNow: 'Ya puedes volver a preguntar.',
    network: 'Comprueba tu conexión y que el servidor funcione.',
    timeout: 'Quizá esté ocupado.',
    unauthorized: 'Vuelve a iniciar sesión o revisa la clave de acceso.',
    tooLarge: 'Acorta el mensaje o empieza un chat nuevo.',
    busy: 'Hay muchas preguntas. Espera un momento.',
    server: 'El fallo está en el servidor, no en tu mensaje.',
    askAgain: 'Pregunta de nuevo para tener la respuesta completa.',
  }),
  dismiss: 'Cerrar',
  reconnecting: 'Conexión perdida. Reconectando…',
  retryingIn: (seconds) =>
    count(seconds, {
      one: 'Conexión perdida. Nuevo intento en # segundo.',
      other: 'Conexión perdida. Nuevo intento en # segundos.',
    }),
  offline: 'No tienes conexión. El chat seguirá cuando vuelvas.',

  queued: 'Espera la respuesta anterior',
  unsent: 'Espera la conexión',
  sendNow: 'Enviar ahora',
  remove: 'Quitar',

  queuePlace: (place, length) =>
    `En la cola, puesto ${place}${length === undefined ? '' : ` de ${length}`}`,
  readingPrompt: (processed, total) => `Leyendo la pregunta, ${processed} de ${total} tokens`,
  promptRead: 'Pregunta leída',
  awaitingFirstToken: 'Esperando el primer token',
  tokens: (figure) => `${figure} tokens`,
  tokensPerSecond: (rate) => `${rate} tokens/s`,
  firstToken: (time) => `primer token ${time}`,
  reconnects: (times) => count(times, { one: '# reconexión', other: '# reconexiones' }),

  copy: 'Copiar',
  copyCode: 'Copiar código',
  code: (language) => (language ? `código ${language}` : 'código'),
  plainText: 'texto',
  wrap: 'Ajustar',
  wrapLines: 'Ajustar líneas largas',
  download: 'Descargar',
  saveAs: (fileName) => `Guardar como ${fileName}`,
  showAllLines: (lines) => count(lines, { one: 'Mostrar # línea', other: 'Mostrar las # líneas' }),
  showLess: 'Mostrar menos',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `Copiar la tabla como ${tableFormats[format]}`,
  tableCopied: (format) => `${tableFormats[format]} copiado`,
  image: 'Imagen',
  loadImage: (host) => `Cargar la imagen de ${host || 'este sitio'}`,
  enableLink: (host) => `Activar el enlace a ${host || 'este sitio'}`,
  thisSite: 'este sitio',
  alert: (kind) => alerts[kind],
  footnotes: 'Notas',
  backToReference: (reference) => `Volver a la referencia ${reference}`,
  taskDone: 'Hecha',
  taskOpen: 'Pendiente',
  showDiagram: 'Mostrar diagrama',
  showCode: 'Mostrar código',
  diagramFailed: (reason) => `Este diagrama no se puede dibujar: ${reason}`,
  formulaFailed: (reason) => `Esta fórmula no se puede componer: ${reason}`,
};
