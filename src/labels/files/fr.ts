import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in French. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'Pièce jointe',
  attach: 'Joindre des fichiers',
  attachments: 'Fichiers joints',
  dropFiles: 'Déposez les fichiers pour les joindre',
  filesAttached: (names) => `Joint : ${names}`,
  removeFile: (name) => `Retirer ${name}`,
  fileRemoved: (name) => `Retiré : ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type')
      return `${name} : ce type de fichier n’est pas accepté, seulement ${limit}.`;
    if (reason === 'size') return `${name} est trop volumineux : ${limit} au plus.`;
    if (reason === 'count')
      return `${name} n’a pas été joint. Nombre maximal de fichiers : ${limit}.`;
    return `${name} ne peut pas être lu.`;
  },
  attachFailed: 'Les fichiers n’ont pas pu être joints. Réessayez.',
  uploading: (name) => `Envoi de ${name}`,
  uploadFailed: (name, reason) => `${name} n’a pas été envoyé : ${reason}`,
  filesMissing:
    'Renvoyez ou retirez les fichiers qui n’ont pas été envoyés ; le message pourra alors partir.',
  retryFile: (name) => `Renvoyer ${name}`,
  waitsForFiles: 'Sera envoyé dès que ses fichiers le seront.',
  enlarge: (name) => `Agrandir ${name}`,
  actualSize: 'Taille réelle',
  fitToWindow: 'Ajuster à la fenêtre',
  close: 'Fermer',
  pictureSoFar: 'L’image jusqu’ici',
  audio: 'Enregistrement',
  video: 'Vidéo',
  loadMedia: (host) => `Charger depuis ${host || 'ce site'}`,
  dictate: 'Dicter',
  stopDictation: 'Arrêter la dictée',
  listening: 'À l’écoute…',
  microphoneDenied: 'Le microphone ne peut pas être utilisé. Autorisez-le dans le navigateur.',
  dictationFailed: (reason) => `La dictée s’est arrêtée : ${reason}`,
  readAloud: 'Lire à voix haute',
  stopReading: 'Arrêter la lecture',
  readingFailed: (reason) => `La lecture s’est arrêtée : ${reason}`,
  messagesHint: 'Les flèches vont d’un message à l’autre. Entrée y entre, Échap en sort.',
  find: 'Rechercher dans cette discussion',
  findNext: 'Résultat suivant',
  findPrevious: 'Résultat précédent',
  findClose: 'Fermer la recherche',
  findCount: (place, total) => `${place} sur ${total}`,
  findNone: 'Aucun résultat',
};
