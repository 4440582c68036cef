/** What a stream is about. */
export type StreamKind = 'runs' | 'readers' | 'cancels' | 'chats' | 'owners';

/** Names a stream after what it is about: whoever sees the name learns nothing of that, and any text may stand in it. */
export async function streamName(kind: StreamKind, ...about: readonly string[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(about));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `${kind}/${[...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/** Names the stream that is there while a process lives. */
export function leaseName(producer: string): string {
  return `leases/${producer}`;
}

/** Names the stream by which others ask a process for something. */
export function inboxName(producer: string): string {
  return `inboxes/${producer}`;
}
