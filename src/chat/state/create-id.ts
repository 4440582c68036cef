/** Makes an id of 128 random bits; unlike `crypto.randomUUID` also on pages without HTTPS. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
