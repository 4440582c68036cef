/** What shows raw HTML, DOMPurify included; loaded with the first raw HTML of a page. */
export {
  isUriAllowed,
  lendDom,
  sanitizeBlock,
  sanitizeDrawing,
  sanitizeHtml,
} from './dompurify.ts';
export { nestHtml } from './html-nest.ts';
export { renderNodes } from './html-nodes.ts';
export { renderInlineHtml } from './inline-html.ts';
export { renderPart } from './render-part.ts';
export { isSameChild, isSameRun } from './same-run.ts';
