/** What the people in shared documents may do. */
export interface DocumentLimits {
  /** The size of a document with its history, in bytes; what makes it larger is refused. @default 4 MiB */
  readonly maxBytes: number;
  /** The size of one message, in bytes. @default 1 MiB */
  readonly maxMessageBytes: number;
  /** How many may be in one document. @default 100 */
  readonly maxPeople: number;
  /** How many replicas one person may show, the models that write for him included. @default 8 */
  readonly maxReplicas: number;
  /** How many frames one may send in the long run, a second; four times as many at once. @default 50 */
  readonly framesPerSecond: number;
  /** How many bytes one may send in the long run, a second; sixteen times as many at once, but no less than a message. @default 256 KiB */
  readonly bytesPerSecond: number;
  /** What may wait to be read by one of them, in bytes; whoever is slower is cut and comes back. @default 8 MiB */
  readonly maxBehindBytes: number;
  /** After how many updates a document is compacted. @default 500 */
  readonly compactAfter: number;
  /** How long a document that nobody is in stays in memory, in milliseconds. @default 30 seconds */
  readonly idleMs: number;
  /** How often the host is asked again who may be in a document, in milliseconds. @default 5 minutes */
  readonly readmitMs: number;
  /** How often sockets are asked whether they live, in milliseconds. @default 15 seconds */
  readonly heartbeatMs: number;
}

/** The limits of those who set none. */
export const defaultDocumentLimits: DocumentLimits = {
  maxBytes: 4 * 2 ** 20,
  maxMessageBytes: 2 ** 20,
  maxPeople: 100,
  maxReplicas: 8,
  framesPerSecond: 50,
  bytesPerSecond: 256 * 2 ** 10,
  maxBehindBytes: 8 * 2 ** 20,
  compactAfter: 500,
  idleMs: 30_000,
  readmitMs: 300_000,
  heartbeatMs: 15_000,
};
