/**
 * Saves a file under a name. What a `data:` URL holds becomes a file of the page first: browsers limit such links, and none
 * may be opened in the place of the page.
 */
export function saveFile(url: string, name: string): void {
  const isData = url.startsWith('data:');
  const href = isData ? URL.createObjectURL(blobOf(url)) : url;
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  if (!isData && !url.startsWith('blob:')) {
    // Another site's file is not saved by a link but opened: never in the place of the page.
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  }
  link.click();
  if (isData) setTimeout(() => URL.revokeObjectURL(href), 60_000);
}

function blobOf(url: string): Blob {
  const comma = url.indexOf(',');
  const about = url.slice('data:'.length, comma);
  const data = url.slice(comma + 1);
  const text = /;base64$/i.test(about) ? atob(data) : decoded(data);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  // Not as what it says it is: a page that is saved must not be opened as one of this site.
  return new Blob([bytes], { type: 'application/octet-stream' });
}

/** Percent-encoded bytes, each as a character. */
function decoded(data: string): string {
  const bytes = new TextEncoder().encode(data.replace(/%(?![\da-f]{2})/gi, '%25'));
  const text = String.fromCharCode(...bytes);
  return text.replace(/%([\da-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
