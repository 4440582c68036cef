/**
 * What is said of failures, which loads with the first one. Where it cannot be loaded this rejects with what the platform
 * throws: that is a lost connection like any other.
 */
export function httpErrors(): Promise<typeof import('./http-error.ts')> {
  return import('./http-error.ts');
}
