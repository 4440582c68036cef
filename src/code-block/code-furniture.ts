/** What few code blocks have; loaded when the first one asks for it. */
export { CodeFooter } from './code-footer.tsx';
export { CodeTools } from './code-tools.tsx';
