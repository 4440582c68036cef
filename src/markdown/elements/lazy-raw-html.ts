import { LazyPart } from '../../view/lazy-part.ts';
import { rareReader } from '../syntax/lazy-rare-rules.ts';
import { type UrlJudge, alsoAsk } from '../urls/url-policy.ts';

/** What shows raw HTML. Most messages have none, so that most pages never load it. */
export const rawHtml: LazyPart<typeof import('../html/raw-html.ts')> = new LazyPart(() =>
  import('../html/raw-html.ts').then(withJudge),
);

function withJudge<Part extends { readonly isUriAllowed: UrlJudge }>(part: Part): Part {
  alsoAsk(part.isUriAllowed);
  return part;
}

/**
 * Loads what shows raw HTML, which otherwise the first message with raw HTML does; resolves when it
 * is at hand, and also when it cannot be had. Does nothing on a server, which has no DOM for it.
 */
export async function loadRawHtml(): Promise<void> {
  if (typeof document !== 'undefined') await Promise.all([rawHtml.load(), rareReader.load()]);
}
