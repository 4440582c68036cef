import { useEffect, useState } from 'react';

/** What `GET /api/model` answers: the model, where it computes, and what to ask it. */
export interface ModelInfo {
  readonly name: string;
  readonly note?: string;
  readonly bundled: boolean;
  readonly engine: 'llama' | 'scripted' | 'upstream';
  readonly upstreams?: readonly {
    readonly name: string;
    readonly format?: string;
    readonly state: 'works' | 'away';
  }[];
  readonly bytes: number;
  readonly parameters?: number;
  readonly device: {
    readonly backend: string;
    readonly names: readonly string[];
    readonly gpuLayers: number;
    readonly totalLayers: number;
  };
  readonly contextSize: number;
  readonly parallel: number;
  readonly pace: number;
  readonly suggestions: readonly string[];
  /** Who analyses texts, and who draws; absent where nobody does. */
  readonly analyst?: { readonly name: string; readonly kind: 'small' | 'language-model' };
  readonly images?: { readonly name: string };
}

const askAgainMs = 2000;

/** Asks the server for its model, again and again until it answers; undefined until then. */
export function useModel(): ModelInfo | undefined {
  const [model, setModel] = useState<ModelInfo>();
  useEffect(() => {
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      try {
        const answer = await fetch('/api/model', { signal: leaving.signal });
        if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
        const info: ModelInfo = await answer.json();
        setModel(info);
      } catch {
        if (!leaving.signal.aborted) timer = setTimeout(() => void ask(), askAgainMs);
      }
    };
    void ask();
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  }, []);
  return model;
}
