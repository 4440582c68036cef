import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Spanish. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'Adjunto',
  attach: 'Adjuntar archivos',
  attachments: 'Archivos adjuntos',
  dropFiles: 'Suelte los archivos para adjuntarlos',
  filesAttached: (names) => `Adjuntado: ${names}`,
  removeFile: (name) => `Quitar ${name}`,
  fileRemoved: (name) => `Quitado: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}: no se aceptan archivos de este tipo, solo ${limit}.`;
    if (reason === 'size') return `${name} es demasiado grande: como máximo ${limit}.`;
    if (reason === 'count')
      return `${name} no se ha adjuntado. Número máximo de archivos: ${limit}.`;
    return `No se puede leer ${name}.`;
  },
  attachFailed: 'No se han podido adjuntar los archivos. Inténtelo de nuevo.',
  uploading: (name) => `Subiendo ${name}`,
  uploadFailed: (name, reason) => `${name} no se ha subido: ${reason}`,
  filesMissing: 'Reintente o quite los archivos que no se han subido; entonces podrá enviar esto.',
  retryFile: (name) => `Volver a subir ${name}`,
  waitsForFiles: 'Se enviará en cuanto se hayan subido los archivos.',
  enlarge: (name) => `Ampliar ${name}`,
  actualSize: 'Tamaño real',
  fitToWindow: 'Ajustar a la ventana',
  close: 'Cerrar',
  pictureSoFar: 'La imagen hasta ahora',
  audio: 'Grabación',
  video: 'Vídeo',
  loadMedia: (host) => `Cargar desde ${host || 'este sitio'}`,
  dictate: 'Dictar',
  stopDictation: 'Detener el dictado',
  listening: 'Escuchando…',
  microphoneDenied: 'No se puede usar el micrófono. Permítalo en el navegador.',
  dictationFailed: (reason) => `El dictado se ha detenido: ${reason}`,
  readAloud: 'Leer en voz alta',
  stopReading: 'Detener la lectura',
  readingFailed: (reason) => `La lectura se ha detenido: ${reason}`,
  messagesHint: 'Las flechas pasan de un mensaje a otro. Intro entra en uno y Escape sale de él.',
  find: 'Buscar en este chat',
  findNext: 'Coincidencia siguiente',
  findPrevious: 'Coincidencia anterior',
  findClose: 'Cerrar la búsqueda',
  findCount: (place, total) => `${place} de ${total}`,
  findNone: 'Sin resultados',
};
