'use client';
import type * as React from 'react';
import { useRef } from 'react';
import type { AppFrameProps } from './app-frame-props.ts';
import type { McpAppPermission, McpAppResource } from './app-resource.ts';
import { contentPolicy } from './content-policy.ts';
import { LinkQuestion } from './link-question.tsx';
import { sandboxPage, sandboxRights } from './sandbox-page.ts';
import { useAppSession } from './use-app-session.ts';
import { useDisplayMode } from './use-display-mode.ts';
import { useLinkQuestion } from './use-link-question.ts';

/** An app in its sandbox. Renders a `<div>` with an `<iframe>`. */
export function AppFrame(props: AppFrameProps): React.JSX.Element {
  const { resource, title, words } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const { ref, mode, change } = useDisplayMode();
  const link = useLinkQuestion(props.host.onOpenLink);
  const height = useAppSession(props, frame, { ref, mode, change, openLink: link.ask });
  const isFull = mode === 'fullscreen';
  return (
    <div
      ref={ref}
      className="rv-app"
      data-display={mode}
      data-bordered={resource.meta?.prefersBorder ?? true}
    >
      {isFull && (
        <button type="button" className="rv-button" onClick={() => change('inline')}>
          {words.appLeaveFullScreen}
        </button>
      )}
      <iframe
        ref={frame}
        {...sandboxOf(props)}
        title={title}
        sandbox={sandboxRights}
        height={isFull ? undefined : height}
        referrerPolicy="no-referrer"
      />
      {link.url !== undefined && (
        <LinkQuestion url={link.url} title={title} words={words} onAnswer={link.answer} />
      )}
    </div>
  );
}

/** Where the sandbox comes from, and what of the device it may pass on. */
function sandboxOf({
  resource,
  permissions,
  sandboxUrl,
}: AppFrameProps): React.ComponentProps<'iframe'> {
  const asked = resource.meta?.permissions ?? {};
  const allow = permissions.filter((name) => Object.hasOwn(asked, name)).map(featureOf);
  return {
    allow: allow.join('; '),
    ...(sandboxUrl === undefined
      ? { srcDoc: sandboxPage(contentPolicy(resource.meta?.csp)) }
      : { src: withFrames(sandboxUrl, resource) }),
  };
}

function featureOf(name: McpAppPermission): string {
  return name === 'clipboardWrite' ? 'clipboard-write' : name;
}

/** A served sandbox learns from its address which frames the app has declared: its header has to allow them. */
function withFrames(url: string, { meta }: McpAppResource): string {
  const frames = (meta?.csp?.frameDomains ?? []).join(' ');
  if (frames === '') return url;
  return `${url}${url.includes('?') ? '&' : '?'}frames=${encodeURIComponent(frames)}`;
}
