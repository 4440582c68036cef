type AdoptSheet = (typeof import('./layout-rules.ts'))['adoptSheet'];

let adoptSheet: AdoptSheet | undefined;

/**
 * Adopts the layout rules into the document or shadow root of an element, once; to be passed as
 * `ref`. A constructed stylesheet needs no exception in a strict content security policy. The rules
 * come with the first element that needs them: the server's page did without them, too.
 */
export function adoptLayoutSheet(element: Element | null): void {
  if (element === null) return;
  if (adoptSheet) {
    adoptSheet(element);
    return;
  }
  import('./layout-rules.ts').then(
    (rules) => {
      adoptSheet = rules.adoptSheet;
      adoptSheet(element);
    },
    // Without the rules long content costs more, and is all there.
    () => undefined,
  );
}
