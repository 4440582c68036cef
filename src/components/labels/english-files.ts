import type { FileLabels } from './file-labels.ts';

/** What is said of files unless the host says it otherwise. */
export const englishFiles: FileLabels = {
  attachment: 'Attachment',
  attach: 'Attach files',
  attachments: 'Attached files',
  dropFiles: 'Drop files to attach them',
  filesAttached: (names) => `Attached: ${names}`,
  removeFile: (name) => `Remove ${name}`,
  fileRemoved: (name) => `Removed: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}: this type of file is not accepted, only ${limit}.`;
    if (reason === 'size') return `${name} is too large: at most ${limit}.`;
    const files = limit === '1' ? 'file' : 'files';
    if (reason === 'count') return `${name} was not attached: at most ${limit} ${files}.`;
    return `${name} cannot be read.`;
  },
  attachFailed: 'The files could not be attached. Try again.',
  uploading: (name) => `Uploading ${name}`,
  uploadFailed: (name, reason) => `${name} was not uploaded: ${reason}`,
  filesMissing: 'Retry or remove the files that were not uploaded; then this can be sent.',
  retryFile: (name) => `Retry ${name}`,
  waitsForFiles: 'Sends as soon as its files are uploaded.',
  enlarge: (name) => `Enlarge ${name}`,
  actualSize: 'Actual size',
  fitToWindow: 'Fit to window',
  close: 'Close',
  pictureSoFar: 'The picture so far',
  audio: 'Recording',
  video: 'Video',
  loadMedia: (host) => `Load from ${host || 'this site'}`,
};
