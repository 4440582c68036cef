/** One version of a document or of code that the model has written. */
export interface ArtifactVersion {
  /** The text: markdown, or code. */
  readonly text: string;
  /** What this version is called, beside its number. @default its number alone */
  readonly label?: string | undefined;
}

/** The versions of an artifact as objects. */
export function versionsOf(
  versions: readonly (string | ArtifactVersion)[] | undefined,
  text: string,
): readonly ArtifactVersion[] {
  if (!versions || versions.length === 0) return [{ text }];
  return versions.map((version) => (typeof version === 'string' ? { text: version } : version));
}
