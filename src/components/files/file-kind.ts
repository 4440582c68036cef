/** What a file is to its reader, by its media type. */
export type FileKind = 'picture' | 'audio' | 'video' | 'document';

/** Says what a file of a media type is to its reader. */
export function fileKind(mediaType: string): FileKind {
  if (mediaType.startsWith('image/')) return 'picture';
  if (mediaType.startsWith('audio/')) return 'audio';
  return mediaType.startsWith('video/') ? 'video' : 'document';
}
