/** How an exported chat looks, on a screen and on paper. */
export const exportStyle = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; --line: #8884; --soft: #0a6b7c14; }
body { margin: 0; background: Canvas; color: CanvasText; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.5rem; line-height: 1.3; }
article { margin: 0 0 1.75rem; overflow-wrap: anywhere; }
article.user { margin-inline-start: auto; width: fit-content; max-width: 36rem; padding: .25rem 1.125rem .75rem; border-radius: 1.25rem; background: var(--soft); }
header { display: flex; gap: .75rem; align-items: baseline; font-size: .8125rem; opacity: .75; }
p, ul, ol, pre, table, blockquote { margin: .75em 0; }
pre { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: .5rem; overflow-x: auto; font: .875rem/1.5 ui-monospace, monospace; white-space: pre-wrap; }
code { font-family: ui-monospace, monospace; font-size: .9em; }
pre code { font-size: 1em; }
.rv-line, .rv-lines { display: block; }
.rv-code-header { font-size: .75rem; opacity: .7; }
table { border-collapse: collapse; }
td, th { padding: .375rem .75rem; border: 1px solid var(--line); text-align: start; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); }
img { max-width: 100%; border-radius: .5rem; }
details { margin: .5rem 0; padding-inline-start: .75rem; border-inline-start: 2px solid var(--line); font-size: .9375rem; }
summary { cursor: pointer; }
.end, .file, .source { font-size: .875rem; opacity: .8; }
.rv-token-keyword, .rv-token-meta { color: light-dark(#8f1f6c, #f191c9); }
.rv-token-string, .rv-token-inserted { color: light-dark(#1c6a3c, #8fd6a2); }
.rv-token-comment { color: light-dark(#596a71, #8b9da4); }
.rv-token-number, .rv-token-constant { color: light-dark(#97460a, #f2b880); }
.rv-token-function { color: light-dark(#1c4fa3, #93baff); }
@media print {
  :root { color-scheme: light; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  article.user, pre { border: 1px solid #999; background: none; }
  h1, h2, h3, header, summary { break-after: avoid; }
  tr, img, pre { break-inside: avoid; }
}
`;
