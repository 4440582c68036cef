'use client';
import type * as React from 'react';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLatest } from '../view/use-latest.ts';
import type { AppFrameProps } from './app-frame-props.ts';
import { AppSession } from './app-session.ts';
import { appPage } from './sandbox-page.ts';
import { contentPolicy } from './content-policy.ts';
import { pageContext } from './page-context.ts';
import type { DisplayMode } from './use-display-mode.ts';

/** How long a sandbox may take to open, in ms: it is a page of a few lines. */
const patience = 10_000;
/** The height until an app says its own, in CSS pixels. */
const firstHeight = 160;

/** What the page does for the app. */
interface Deeds extends DisplayMode {
  readonly openLink: (url: string) => Promise<boolean>;
}

/** Speaks with the app in the frame for as long as it is on the page. Returns the height that it has asked for. */
export function useAppSession(
  props: AppFrameProps,
  frame: React.RefObject<HTMLIFrameElement | null>,
  { ref, mode, change, openLink }: Deeds,
): number {
  const { part, resource } = props;
  const [height, setHeight] = useState(firstHeight);
  const session = useRef<AppSession>(undefined);
  const latest = useLatest(props);
  const latestMode = useLatest(mode);

  // In the task that puts the frame into the page: the sandbox says once that it is there.
  useLayoutEffect(() => {
    const sandbox = frame.current;
    const around = ref.current;
    if (!sandbox || !around) return undefined;
    const most = (): number => latest.current.maxHeight;
    const view = {
      post: (message: object) => sandbox.contentWindow?.postMessage(message, '*'),
      context: () => pageContext(around, most(), latestMode.current),
      openLink,
      display: change,
      resize: (wish: number) => setHeight(Math.max(0, Math.min(Math.ceil(wish), most()))),
      close: () => latest.current.onClose(),
      blocked: () => latest.current.onBlocked(),
    };
    const app = new AppSession(view, () => latest.current.host);
    session.current = app;
    const stop = listen(sandbox, app, resource, view);
    app.update(latest.current.part);
    return stop;
  }, [change, frame, latest, latestMode, openLink, ref, resource]);

  useEffect(() => session.current?.update(part), [part]);
  useEffect(() => session.current?.contextChanged({ displayMode: mode }), [mode]);
  usePageChanges(() => {
    const around = ref.current;
    if (around) session.current?.contextChanged(pageContext(around, props.maxHeight, mode));
  });
  return height;
}

/** Gives the page to the sandbox once it is there, and what the app says to its session. Only this frame is heard. */
function listen(
  sandbox: HTMLIFrameElement,
  app: AppSession,
  { html, meta }: AppFrameProps['resource'],
  { context, blocked }: { readonly context: () => object; readonly blocked: () => void },
): () => void {
  const page = sandbox.ownerDocument.defaultView;
  let isOpen = false;
  const timer = setTimeout(blocked, patience);
  const receive = ({ source, data }: MessageEvent): void => {
    if (source !== sandbox.contentWindow) return;
    if (isOpen) return app.receive(data);
    if (data?.method !== 'ui/notifications/sandbox-proxy-ready') return;
    isOpen = true;
    clearTimeout(timer);
    // The sandbox takes the page's scheme: an app of another one then stands on a ground of its own.
    const { theme } = context() as { theme?: string };
    const params = { html: appPage(html, contentPolicy(meta?.csp)), allow: sandbox.allow, theme };
    app.send({ method: 'ui/notifications/sandbox-resource-ready', params });
  };
  page?.addEventListener('message', receive);
  return () => {
    clearTimeout(timer);
    page?.removeEventListener('message', receive);
  };
}

/** Calls back when the page changes its scheme: by the system, or by a host that says it at its root. */
function usePageChanges(onChange: () => void): void {
  const latest = useLatest(onChange);
  useEffect(() => {
    const changed = (): void => latest.current();
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const root = new MutationObserver(changed);
    dark.addEventListener('change', changed);
    root.observe(document.documentElement, { attributeFilter: ['class', 'style', 'data-theme'] });
    return () => {
      dark.removeEventListener('change', changed);
      root.disconnect();
    };
  }, [latest]);
}
