import type { ChatTypes } from './chat-types.ts';

/** An application's own data. */
export interface DataPart {
  readonly type: `data-${string}`;
  readonly id?: string;
  readonly data: unknown;
}

/** A `data-*` part of a chat with {@link ChatTypes}. */
export type TypedDataPart<Types extends ChatTypes> = Types extends { readonly data: infer Data }
  ? { [Name in keyof Data & string]: NamedDataPart<Name, Data[Name]> }[keyof Data & string]
  : DataPart;

/** A `data-*` part whose data are known. */
export interface NamedDataPart<Name extends string, Data> extends Omit<DataPart, 'type' | 'data'> {
  /** Names the data. */
  readonly type: `data-${Name}`;

  /** The data. */
  readonly data: Data;
}
