/** Makes the address of something below another one, with the same query: keys and versions stand there. */
export function below(url: string, ...path: readonly string[]): string {
  const [, place = '', query = ''] = /^([^?#]*?)\/*(\?[^#]*)?(?:#.*)?$/.exec(url) ?? [];
  return place + path.map((name) => `/${encodeURIComponent(name)}`).join('') + query;
}

/** Makes the address of another path of the server whose API `url` is of. */
export function besideApi(url: string, path: string): string {
  const [, root = ''] =
    /^([^?#]*?)(?:\/v1)?\/[\w/-]*?(?:completions?|messages|responses|chat)\/*(?:[?#]|$)/.exec(
      url,
    ) ?? [];
  return root + path;
}

/** Adds to the query of an address what is not there yet. */
export function withQuery(url: string, added: Readonly<Record<string, string>>): string {
  const [place = ''] = url.split('#');
  const there = new URLSearchParams(place.split(/\?(.*)/s)[1]);
  const missing = Object.entries(added).filter(([name]) => !there.has(name));
  if (missing.length === 0) return place;
  const more = new URLSearchParams(missing).toString();
  return `${place}${place.includes('?') ? '&' : '?'}${more}`;
}

/** Takes parts out of the query of an address. */
export function withoutQuery(url: string, ...names: readonly string[]): string {
  const [place = '', query = ''] = url.replace(/#.*$/, '').split(/\?(.*)/s);
  const left = new URLSearchParams(query);
  for (const name of names) left.delete(name);
  return left.size > 0 ? `${place}?${left.toString()}` : place;
}
