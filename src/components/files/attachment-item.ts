import type { FilePart } from '../../protocol/chat-message.ts';

/** A file that goes with the next message. */
export interface AttachmentItem {
  /** Names it among the others. */
  readonly id: string;
  /** The file as it is sent: a picture that was made smaller is the smaller one. */
  readonly file: File;
  /** How far it has come: it is being read or made smaller, being uploaded, there, or not uploaded. */
  readonly state: 'preparing' | 'uploading' | 'ready' | 'failed';
  /** The share that has been uploaded, from 0 to 1; absent as long as nobody has told. */
  readonly progress?: number | undefined;
  /** What the upload answered with. */
  readonly part?: FilePart | undefined;
  /** Why it was not uploaded. */
  readonly errorText?: string | undefined;
}

/** What is told of attached files: why one was refused is seen, the rest is only heard. */
export interface AttachmentNotice {
  /** The sentences. */
  readonly text: string;
  /** Whether something went wrong. */
  readonly isRefusal: boolean;
}
