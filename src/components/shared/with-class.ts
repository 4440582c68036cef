/** Puts the kit's class names before the caller's. */
export function withClass(own: string, given: string | undefined): string {
  return given ? `${own} ${given}` : own;
}
