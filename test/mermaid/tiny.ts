// Stands for `mermaid` in tests and stories: the small build is a script that sets a global.
import url from '@mermaid-js/tiny/dist/mermaid.tiny.js?url';
import type { Mermaid } from '../../src/mermaid/mermaid.ts';

await new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.src = url;
  script.addEventListener('load', resolve);
  script.addEventListener('error', reject);
  document.head.append(script);
});

const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
export default mermaid;
