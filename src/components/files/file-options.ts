import type { FilePart } from '../../protocol/chat-message.ts';

/**
 * Uploads one file and answers with the part that stands for it in the message. `signal` aborts when its user takes the
 * file back; `onProgress` takes the share that has arrived, from 0 to 1.
 */
export type UploadFile = (
  file: File,
  signal: AbortSignal,
  onProgress: (share: number) => void,
) => Promise<FilePart>;

/** How pictures are made smaller before they are sent. */
export interface DownscaleOptions {
  /** The longer side of a picture has at most so many pixels. @default 2048 */
  readonly maxSide?: number | undefined;
  /** The media type to write, such as `image/webp`. @default the picture's own where a canvas can write it, else image/jpeg */
  readonly type?: string | undefined;
  /** From 0 to 1, for types that lose something. @default 0.85 */
  readonly quality?: number | undefined;
}

/** Which files a message may have, and what becomes of them. */
export interface FileOptions {
  /** What may be attached, as an `<input type="file">` has it: `image/*,.pdf`. @default every type */
  readonly accept?: string | undefined;
  /** How many files a message may have. @default any number */
  readonly maxFiles?: number | undefined;
  /** The most bytes of one file. @default no limit; the chat's `maxFileBytes` holds for all files of a message */
  readonly maxBytes?: number | undefined;
  /** Uploads a file as soon as it is attached. @default none: files are sent as `data:` URLs */
  readonly upload?: UploadFile | undefined;
  /** Makes large pictures smaller before they are sent; `true` as its own defaults say. @default false */
  readonly downscale?: boolean | DownscaleOptions | undefined;
}

/** The names of {@link FileOptions}. */
export const fileOptionNames = ['accept', 'maxFiles', 'maxBytes', 'upload', 'downscale'] as const;
