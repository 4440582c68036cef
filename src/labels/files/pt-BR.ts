import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Brazilian Portuguese. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'Anexo',
  attach: 'Anexar arquivos',
  attachments: 'Arquivos anexados',
  dropFiles: 'Solte os arquivos para anexá-los',
  filesAttached: (names) => `Anexado: ${names}`,
  removeFile: (name) => `Remover ${name}`,
  fileRemoved: (name) => `Removido: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}: arquivos deste tipo não são aceitos, apenas ${limit}.`;
    if (reason === 'size') return `${name} é grande demais: no máximo ${limit}.`;
    if (reason === 'count') return `${name} não foi anexado. Número máximo de arquivos: ${limit}.`;
    return `Não é possível ler ${name}.`;
  },
  attachFailed: 'Não foi possível anexar os arquivos. Tente novamente.',
  uploading: (name) => `Enviando ${name}`,
  uploadFailed: (name, reason) => `${name} não foi enviado: ${reason}`,
  filesMissing:
    'Reenvie ou remova os arquivos que não foram enviados; então isto poderá ser enviado.',
  retryFile: (name) => `Reenviar ${name}`,
  waitsForFiles: 'Será enviado assim que os arquivos forem carregados.',
  enlarge: (name) => `Ampliar ${name}`,
  actualSize: 'Tamanho real',
  fitToWindow: 'Ajustar à janela',
  close: 'Fechar',
  pictureSoFar: 'A imagem até agora',
  audio: 'Gravação',
  video: 'Vídeo',
  loadMedia: (host) => `Carregar de ${host || 'este site'}`,
  dictate: 'Ditar',
  stopDictation: 'Parar o ditado',
  listening: 'Ouvindo…',
  microphoneDenied: 'O microfone não pode ser usado. Permita-o no navegador.',
  dictationFailed: (reason) => `O ditado parou: ${reason}`,
  readAloud: 'Ler em voz alta',
  stopReading: 'Parar a leitura',
  readingFailed: (reason) => `A leitura parou: ${reason}`,
  messagesHint: 'As setas passam de uma mensagem a outra. Enter entra em uma e Escape sai dela.',
  find: 'Buscar nesta conversa',
  findNext: 'Próxima ocorrência',
  findPrevious: 'Ocorrência anterior',
  findClose: 'Fechar a busca',
  findCount: (place, total) => `${place} de ${total}`,
  findNone: 'Nada encontrado',
};
