/** What a component is given beside its own props where it stands for a part of a chat's message. */
export interface AsPart {
  /** The part of a chat's message that it shows. @default none */
  readonly part?: { readonly data?: unknown } | undefined;
}

/** Leaves out what a chat gives the component of a part and no element knows. */
export function withoutPartProps<Props extends object>(props: Props): Props {
  const given = { ...props } as Record<string, unknown>;
  for (const name of ['message', 'isStreaming', 'onApproveTool', 'children']) delete given[name];
  return given as Props;
}

/** The kit's class, with the host's behind it. */
export function classOf(own: string, given: string | undefined): string {
  return given ? `${own} ${given}` : own;
}
