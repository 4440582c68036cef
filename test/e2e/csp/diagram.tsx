// A page with a diagram and raw HTML, which marks its body when the diagram is drawn or cannot be.
import { createRoot } from 'react-dom/client';
import { StreamingMarkdown } from '../../../src/markdown/streaming-markdown.tsx';
import { type Mermaid, mermaid } from '../../../src/mermaid/index.ts';
import '../../../src/styles/styles.css';

const message = `\`\`\`mermaid
flowchart LR
  accTitle: The way of a word
  A["Model &amp; <i>more</i>"] --> B[Reader]
\`\`\`

<mark>raw</mark>
`;

const load = () => Promise.resolve((globalThis as unknown as { mermaid: Mermaid }).mermaid);
const plugins = [mermaid({ load })];
const root = document.getElementById('root') as HTMLElement;
createRoot(root).render(<StreamingMarkdown plugins={plugins}>{message}</StreamingMarkdown>);
new MutationObserver(() => {
  if (root.querySelector('.rv-diagram-image, .rv-diagram-error')) {
    document.body.dataset['done'] = '';
  }
}).observe(root, { childList: true, subtree: true });
