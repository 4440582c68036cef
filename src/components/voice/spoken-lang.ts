/** The language of an element, as the page says it; else that of the browser. */
export function spokenLang(element: Element | null): string {
  return element?.closest<HTMLElement>('[lang]')?.lang || navigator.language;
}
