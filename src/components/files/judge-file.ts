import { judgeUrl } from '../../markdown/urls/url-policy.ts';
import type { JudgedUrl, UrlPolicy } from '../../markdown/urls/url-policy.ts';

const ownData = /^data:(?:image|audio|video)\/[\w.+-]+[;,]/i;
const drawing = /^data:image\/svg\+xml[;,]/i;
const blocked: JudgedUrl = { verdict: 'block', url: '', host: '' };

/**
 * Judges the URL of a picture, a recording or a video. What is in the message or in the page makes no request; a drawing may
 * take long to draw, so it is asked about unless all images are trusted.
 */
export function judgeFile(url: string, policy: UrlPolicy): JudgedUrl {
  if (!/^(?:data|blob):/i.test(url)) return judgeUrl(url, 'image', policy);
  if (policy === 'block' || (/^data:/i.test(url) && !ownData.test(url))) return blocked;
  return { verdict: drawing.test(url) && policy !== 'allow' ? 'ask' : 'allow', url, host: '' };
}
