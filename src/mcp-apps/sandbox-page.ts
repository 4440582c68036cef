/** What an app may do at all: run, and use forms of its own. Never `allow-same-origin`: its origin is opaque. */
export const sandboxRights = 'allow-scripts allow-forms';

/** Runs in the sandbox, so it is a text: a bundler must not put names of its own into it. */
const relay = `
const host = window.parent;
let app;
addEventListener('message', ({ source, data }) => {
  if (source === host && data && data.params && data.params.theme) {
    document.documentElement.style.colorScheme = data.params.theme;
  }
  if (source === host && data && data.method === 'ui/notifications/sandbox-resource-ready') {
    if (app) app.remove();
    app = document.createElement('iframe');
    app.setAttribute('sandbox', '${sandboxRights}');
    app.allow = data.params.allow;
    app.srcdoc = data.params.html;
    document.body.append(app);
  } else if (source === host) {
    if (app) app.contentWindow.postMessage(data, '*');
  } else if (app && source === app.contentWindow) {
    host.postMessage(data, '*');
  }
});
host.postMessage({ jsonrpc: '2.0', method: 'ui/notifications/sandbox-proxy-ready', params: {} }, '*');
`;

/**
 * The page around an app: it opens the app's page in a frame of its own and passes on what the two say. Its policy's
 * `frame-src` holds the app where it is: without it an app could send its own frame, and what it knows, anywhere.
 */
export function sandboxPage(policy?: string): string {
  return `<!doctype html><meta charset="utf-8">${policy === undefined ? '' : metaOf(policy)}<style>
html,body,iframe{margin:0;border:0;width:100%;height:100%;display:block;background:transparent}
</style><body><script>${relay}</script>`;
}

/** An app's page under its policy, which stands before all else of it. */
export function appPage(html: string, policy: string): string {
  return `<!doctype html>${metaOf(policy)}${html}`;
}

function metaOf(policy: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
}
