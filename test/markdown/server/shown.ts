const page = document.createElement('div');

/** HTML without the furniture of messages, with its attributes in order and the same ids whoever made them. */
export function shownHtml(html: string): string {
  page.innerHTML = html;
  for (const chrome of page.querySelectorAll('[data-chrome]')) chrome.remove();
  for (const element of page.querySelectorAll('*')) sortAttributes(element);
  page.normalize();
  return page.innerHTML.replace(/"(#?)rv[\w-]*?-(fn|ref)\b/g, '"$1rv-$2');
}

function sortAttributes(element: Element): void {
  const attributes = [...element.attributes].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name } of attributes) element.removeAttribute(name);
  for (const { name, value } of attributes) {
    // A page adds stops of the Tab key once it knows what scrolls.
    if (name !== 'tabindex') element.setAttribute(name, value);
  }
}
