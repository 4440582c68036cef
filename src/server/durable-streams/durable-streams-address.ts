/** Where a server of Durable Streams is. */
export interface DurableStreamsAddress {
  /** Where the streams of this app stand, such as `http://127.0.0.1:4437/v1/stream/my-app`; all of theirs begin with it. */
  readonly url: string;
  /** What goes with each request, such as `authorization`. @default nothing */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What asks. @default the runtime's own */
  readonly fetch?: typeof fetch | undefined;
}
