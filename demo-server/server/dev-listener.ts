import type { RequestListener } from 'node:http';
import { isGuidePath } from '../http/guides/guide-routes.ts';

/** Serves what is ours by `answer` and all else by Vite's `page`. */
export function devListener(
  page: (...call: Parameters<RequestListener>) => void,
  answer: RequestListener,
): RequestListener {
  return (request, response) => {
    const { url = '' } = request;
    const isApi = /^\/(?:(?:api|v1)\/|(?:health|metrics)(?:[/?]|$)|\?key=)/.test(url);
    if (isApi || isGuidePath(url)) answer(request, response);
    else page(request, response);
  };
}
