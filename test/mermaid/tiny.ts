// Stands for `mermaid` in tests and stories: the small build, a script that sets a global.
import '@mermaid-js/tiny';

const { mermaid } = globalThis as unknown as { mermaid: typeof import('mermaid').default };
export default mermaid;
