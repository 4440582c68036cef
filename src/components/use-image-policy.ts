import { useMemo } from 'react';
import { useStablePolicy } from '../markdown/urls/stable-policy.ts';
import type { UrlPolicy } from '../markdown/urls/url-policy.ts';
import type { MarkdownOptions } from './shared/markdown-options.ts';

/** How messages are rendered by a chat with a policy for images; the options' own comes first. The same object while nothing changes. */
export function useImagePolicy(
  policy: UrlPolicy | undefined,
  markdown: MarkdownOptions | undefined,
): MarkdownOptions | undefined {
  const imagePolicy = useStablePolicy(policy ?? 'ask');
  const isGiven = policy !== undefined;
  return useMemo(
    () => (isGiven ? { imagePolicy, ...markdown } : markdown),
    [isGiven, imagePolicy, markdown],
  );
}
