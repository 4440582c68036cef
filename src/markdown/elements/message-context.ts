import type * as React from 'react';
import { createContext } from 'react';
import type { CitationSource } from './citation-sources.ts';
import type { RenderSettings } from './render-settings.ts';

/** What constructs that refer to other parts of the message, or to the host's data, are shown with. */
export interface MessageContextValue {
  /** Begins the ids of this message. */
  readonly id: string;
  /** The numbers of the footnotes by their labels. */
  readonly footnotes: ReadonlyMap<string, number>;
  readonly sources: readonly CitationSource[] | undefined;
  readonly settings: RenderSettings | undefined;
}

/** Changes seldom, so that only footnote references and citations render again, and no block. */
export const MessageContext: React.Context<MessageContextValue> =
  createContext<MessageContextValue>({
    id: '',
    footnotes: new Map(),
    sources: undefined,
    settings: undefined,
  });
