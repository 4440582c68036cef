import { rawHtml } from '../markdown/elements/lazy-raw-html.ts';

interface PolicyFactory {
  readonly defaultPolicy: unknown;
  createPolicy(name: 'default', rules: { createHTML(markup: string): string }): unknown;
}

/**
 * Mermaid writes markup as text, which Trusted Types refuse. Makes the page's default policy where they do, none is there and
 * the page's own policy lists one: it lets through text without tags as it is, and of other text what DOMPurify leaves. Scripts
 * and their URLs stay refused. Answers whether anything is different now.
 */
export async function allowMarkupAsText(): Promise<boolean> {
  const { trustedTypes } = globalThis as { trustedTypes?: PolicyFactory };
  if (!trustedTypes || trustedTypes.defaultPolicy || takesText()) return false;
  const sanitize = (await rawHtml.load())?.sanitizeDrawing;
  if (!sanitize) return false;
  let isSanitizing = false;
  const createHTML = (markup: string): string => {
    // The sanitiser itself parses text, into a document that runs nothing.
    if (isSanitizing || !markup.includes('<')) return markup;
    isSanitizing = true;
    try {
      return sanitize(markup);
    } finally {
      isSanitizing = false;
    }
  };
  try {
    trustedTypes.createPolicy('default', { createHTML });
    return true;
  } catch {
    return false;
  }
}

function takesText(): boolean {
  try {
    document.createElement('div').innerHTML = 'text';
    return true;
  } catch {
    return false;
  }
}
