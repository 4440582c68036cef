export { type Mermaid } from './mermaid.ts';
export { type MermaidOptions, mermaid } from './mermaid-plugin.tsx';
