import type { WireFormat } from '../../src/dialects/dialect.ts';
import type { RunKeeper } from '../../src/dialects/run-facts.ts';
import { encodeSse } from '../../src/protocol/sse.ts';
import { providerSamples } from './provider-samples.ts';

type Wire = string | Uint8Array;

/** A row of the README's table of backends. */
export interface BackendRow {
  /** What its format can say, in as many streams as it takes. */
  readonly says: readonly Wire[];
  /** A text that begins with `<think>Hm</think>`, for a format that does not tell reasoning apart. */
  readonly tagged?: Wire;
  /** A stream that begins with `Yes` and is ended by the backend's error, `The key is wrong.`; none where a format has no such. */
  readonly fails?: Wire;
  /** How it keeps its runs: as our own wire says, or by means of its own. @default not at all */
  readonly keeper?: 'own' | RunKeeper;
}

/** The rows by the names that the table gives them. */
export type BackendRows = Readonly<Record<string, BackendRow>>;

/** The words of every error. */
export const word = 'The key is wrong.';
/** A text with its reasoning in it. */
export const tagged = '<think>Hm</think>Yes';

/** Writes an event with a name. */
export function event(name: string, data: unknown): string {
  return encodeSse({ event: name, data: typeof data === 'string' ? data : JSON.stringify(data) });
}

/** The streams of the samples in some formats. */
export function samplesOf(...formats: readonly WireFormat[]): string[] {
  return Object.values(providerSamples)
    .filter(({ format }) => formats.includes(format))
    .map(({ wire }) => wire);
}
