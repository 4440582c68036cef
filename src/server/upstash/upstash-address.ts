/** Where a Redis is that is asked over HTTP. */
export interface UpstashAddress {
  /** Its address, such as `UPSTASH_REDIS_REST_URL` says it. */
  readonly url: string;
  /** What lets this server in, such as `UPSTASH_REDIS_REST_TOKEN`; one that may only read does not do. */
  readonly token: string;
  /** What asks. @default the runtime's own */
  readonly fetch?: typeof fetch | undefined;
}
