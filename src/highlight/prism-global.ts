// Prism's core looks at a global of its name when it loads: without this one it would colour the
// host's page by itself and, in a worker, answer the host's messages. Its grammars read the global
// too. So it is lent for the moment of a load and the host's own value is put back.

interface PrismScope {
  Prism?: unknown;
}

const scope = globalThis as PrismScope;
let loans = 0;
let hasHost = false;
let host: unknown;

/** Puts a value where Prism's files look for the global `Prism`, until `returnGlobal`. */
export function lendGlobal(prism: unknown): void {
  if (loans === 0) {
    hasHost = 'Prism' in scope;
    host = scope.Prism;
  }
  loans += 1;
  scope.Prism = prism;
}

/** Ends one loan; the last one restores what the host page had. */
export function returnGlobal(): void {
  loans -= 1;
  if (loans > 0) return;
  if (hasHost) scope.Prism = host;
  else delete scope.Prism;
  host = undefined;
}

lendGlobal({ manual: true, disableWorkerMessageHandler: true });
