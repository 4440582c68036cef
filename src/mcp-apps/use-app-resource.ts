'use client';
import { useEffect, useState } from 'react';
import { useLatest } from '../view/use-latest.ts';
import type { McpAppMetadata, McpAppResource } from './app-resource.ts';

/** Reads the page of an app from its MCP server. */
export type LoadMcpApp = (
  app: McpAppMetadata,
  signal: AbortSignal,
) => Promise<McpAppResource> | McpAppResource;

/** An app's page, or why it is not there. */
export interface AppResourceState {
  readonly resource?: McpAppResource;
  readonly error?: unknown;
  /** Reads it anew. */
  readonly retry: () => void;
}

/** The page of an app: read once, and again on `retry`. */
export function useAppResource(
  resourceUri: string | undefined,
  load: LoadMcpApp,
  onError: ((error: unknown) => void) | undefined,
): AppResourceState {
  const [attempt, setAttempt] = useState(0);
  const key = resourceUri === undefined ? undefined : `${attempt} ${resourceUri}`;
  const [state, setState] = useState<Outcome>({});
  const latest = useLatest({ load, onError, resourceUri });
  useEffect(() => {
    const { resourceUri: uri } = latest.current;
    if (key === undefined || uri === undefined) return undefined;
    const leaving = new AbortController();
    void read(latest.current.load, uri, leaving.signal).then(
      (resource) => !leaving.signal.aborted && setState({ key, resource }),
      (error: unknown) => {
        if (leaving.signal.aborted) return;
        setState({ key, error });
        latest.current.onError?.(error);
      },
    );
    return () => leaving.abort();
  }, [key, latest]);
  const retry = (): void => setAttempt((count) => count + 1);
  return state.key === key ? { ...state, retry } : { retry };
}

/** What the page named by `key` came to. */
interface Outcome extends Omit<AppResourceState, 'retry'> {
  readonly key?: string;
}

async function read(
  load: LoadMcpApp,
  resourceUri: string,
  signal: AbortSignal,
): Promise<McpAppResource> {
  const resource = await load({ resourceUri }, signal);
  if (typeof resource?.html === 'string') return resource;
  throw new TypeError(
    '`loadResource` must return { html, meta? }: the text of the resource that `resources/read` gave, and its `_meta.ui`.',
  );
}
