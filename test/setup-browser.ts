import { loadMarkdownParts } from '../src/markdown/elements/use-late-parts.ts';

// Pages have these before the second frame of their first answer; what shows until then has tests of its own.
await loadMarkdownParts();
