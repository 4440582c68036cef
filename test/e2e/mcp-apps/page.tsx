// A host page with MCP Apps: the test puts their pages into `window.apps` and reads what the host was asked for.
import { createRoot } from 'react-dom/client';
import { McpApp } from '../../../src/mcp-apps/mcp-app.tsx';
import './host-window.ts';
import styles from '../../../src/styles/styles.css?inline';

window.asked = [];
const note = (name: string) => (request: unknown) => {
  window.asked.push(`${name}: ${JSON.stringify(request)}`);
  return { content: [{ type: 'text', text: 'done' }] };
};
document.head.appendChild(document.createElement('style')).textContent = styles;
const root = createRoot(document.body.appendChild(document.createElement('main')));

window.show = ({ pages, csp, sandboxUrl, part }) => {
  root.render(
    Object.entries(pages).map(([name, html]) => (
      <McpApp
        key={name}
        part={{
          type: 'tool-weather',
          toolCallId: name,
          state: 'output-available',
          input: { city: 'Oslo' },
          output: { degrees: 4 },
          ...part,
          toolMetadata: {
            app: { resourceUri: `ui://test/${name}`, mimeType: 'text/html;profile=mcp-app' },
          },
        }}
        loadResource={() => ({ html, meta: { csp } })}
        sandboxUrl={sandboxUrl}
        allowedTools={['refresh']}
        callTool={note('callTool')}
        readResource={note('readResource')}
        onMessage={note('onMessage')}
        onOpenLink={note('onOpenLink')}
        onLog={note('onLog')}
        onError={(error) => window.asked.push(`onError: ${String(error)}`)}
        title={name}
      />
    )),
  );
};
