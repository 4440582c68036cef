/**
 * What an app knows of its messages; each part may be left out, and is then as untyped as without a name.
 *
 * @example
 * interface SupportChat {
 *   metadata: { plan: 'free' | 'paid' };
 *   data: { weather: { city: string; degrees: number } };
 *   tools: { lookUp: { input: { order: string }; output: { state: string } } };
 * }
 * const chat = useStreamingChat<SupportChat>();
 */
export interface ChatTypes {
  /** What `message.metadata` has beside the kit's own fields. */
  readonly metadata?: object;
  /** The `data` of the `data-*` parts, by their names without `data-`. */
  readonly data?: object;
  /** The `input` and `output` of the tools, by their names. */
  readonly tools?: object;
}

/** A value of which any part may not be there yet, as the input of a tool call while it streams. */
export type DeepPartial<Value> = Value extends readonly (infer Item)[]
  ? DeepPartial<Item>[]
  : Value extends object
    ? { [Key in keyof Value]?: DeepPartial<Value[Key]> | undefined }
    : Value;
