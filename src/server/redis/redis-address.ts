/** Where a Redis is: one that stands alone, a cluster, one that Sentinels watch, or wherever a client of yours is connected to. */
export type RedisAddress =
  | {
      /** Such as `redis://user:password@host:6379`, or `rediss://` for TLS. */
      readonly url: string;
    }
  | {
      /** Addresses of some nodes of a Redis Cluster; the others are found. Their user, password and TLS are those of the first. */
      readonly cluster: readonly string[];
    }
  | {
      /** Where the Sentinels are. */
      readonly sentinels: readonly { readonly host: string; readonly port: number }[];
      /** What they call the Redis that they watch, such as `mymaster`. */
      readonly primary: string;
      /** Its user, if it has one. @default the one without a name */
      readonly username?: string | undefined;
      /** Its password. @default none */
      readonly password?: string | undefined;
    }
  | {
      /**
       * A client of the `redis` package, of whatever kind: `createClient`, `createCluster` or `createSentinel`. Its settings are used for
       * connections of the store's own; the client itself stays yours.
       */
      readonly client: RedisClientLike;
    };

/** What is needed of a client of the `redis` package. */
export interface RedisClientLike {
  /** Makes another client of the same settings. */
  duplicate(overrides?: never): object;
}
