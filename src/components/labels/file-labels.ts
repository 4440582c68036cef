/** Why a file was not attached. */
export type FileRefusal = 'type' | 'size' | 'count' | 'unreadable';

/** What is said of files: of those that are attached to a message, and of those that a message shows. */
export interface FileLabels {
  /** Stands for the name of a file that has none. */
  readonly attachment: string;

  /** Names the button that attaches files. */
  readonly attach: string;

  /** Names the list of the files that go with the next message. */
  readonly attachments: string;

  /** Shown over the chat while files are dragged over it. */
  readonly dropFiles: string;

  /** Told when files have been attached: their names. */
  readonly filesAttached: (names: string) => string;

  /** Names the button that takes an attached file back. */
  readonly removeFile: (name: string) => string;

  /** Told when an attached file has been taken back. */
  readonly fileRemoved: (name: string) => string;

  /**
   * Why a file was not attached. `limit` is what is allowed: types as in `accept`, the size of a file with its unit, or how
   * many files; `''` where the file cannot be read.
   */
  readonly fileRefused: (name: string, reason: FileRefusal, limit: string) => string;

  /** Told when the part of the page that attaches files could not be loaded. */
  readonly attachFailed: string;

  /** Names the bar that shows how much of a file has been uploaded. */
  readonly uploading: (name: string) => string;

  /** Stands at a file that was not uploaded; `reason` is the error's own message. */
  readonly uploadFailed: (name: string, reason: string) => string;

  /** Why nothing is sent while a file was not uploaded. */
  readonly filesMissing: string;

  /** Names the button that uploads a file again. */
  readonly retryFile: (name: string) => string;

  /** Stands at a message that is sent as soon as its files are uploaded. */
  readonly waitsForFiles: string;

  /** Names the button that shows a picture over the whole window. */
  readonly enlarge: (name: string) => string;

  /** On the button that shows an enlarged picture in its own size. */
  readonly actualSize: string;

  /** On the button that fits an enlarged picture into the window. */
  readonly fitToWindow: string;

  /** Names the button that closes an enlarged picture. */
  readonly close: string;

  /** Describes a picture that is still being drawn. */
  readonly pictureSoFar: string;

  /** Names a recording that has no name. */
  readonly audio: string;

  /** Names a video that has no name. */
  readonly video: string;

  /** Lets a recording or a video load from a host; `''` is the page's own. */
  readonly loadMedia: (host: string) => string;
}
