'use client';
import type * as React from 'react';
import { useState } from 'react';
import type { ToolPart } from '../protocol/tool-part.ts';
import { useWords } from '../view/labels-context.ts';
import { AppFrame } from './app-frame.tsx';
import type { McpAppHost } from './app-host.ts';
import { appOf, type McpAppPermission } from './app-resource.ts';
import { englishMcpApps, type McpAppLabels } from './mcp-app-labels.ts';
import { type LoadMcpApp, useAppResource } from './use-app-resource.ts';

/** Props of {@link McpApp}. */
export interface McpAppProps extends McpAppHost {
  /** The tool call that the app shows. */
  readonly part: ToolPart;
  /** Reads the app's page from its MCP server, most often by a route of the host. */
  readonly loadResource: LoadMcpApp;
  /** Shown for a call without an app, and below an app that cannot be shown. @default nothing */
  readonly fallback?: React.ReactNode;
  /** The name of the app to its reader. @default the call's title, else the tool's name */
  readonly title?: string | undefined;
  /** The most height that the app may take, in CSS pixels. @default 640 */
  readonly maxHeight?: number | undefined;
  /** What of the device apps may have, where they ask for it. @default none */
  readonly permissions?: readonly McpAppPermission[] | undefined;
  /**
   * A page that serves the sandbox (`sandboxResponse`), for hosts whose own Content Security Policy forbids inline
   * scripts: a sandbox that is written into the page has to obey it. @default written into the page
   */
  readonly sandboxUrl?: string | undefined;
  /** What the frame says. @default English */
  readonly labels?: Partial<McpAppLabels> | undefined;
}

/**
 * Shows a tool call by the MCP App of its server (SEP-1865, revision 2026-01-26): a page in a sandbox with an opaque
 * origin, under the policy it has declared, which learns the call's input while it streams, and its result. What the
 * app may do beyond that is what the host names here. Renders a `<div>`, or `fallback` for a call without an app.
 */
export function McpApp({
  part,
  loadResource,
  fallback = null,
  title = part.title ?? part.toolName ?? part.type.replace(/^tool-/, ''),
  maxHeight = 640,
  permissions = [],
  sandboxUrl,
  labels,
  ...host
}: McpAppProps): React.ReactNode {
  const words = useWords(englishMcpApps, labels);
  const app = appOf(part);
  const { resource, error, retry } = useAppResource(app?.resourceUri, loadResource, host.onError);
  const [closed, setClosed] = useState<'by-app' | 'blocked'>();
  const open = (): void => {
    setClosed(undefined);
    retry();
  };
  if (!app) return fallback;
  const reason = closed === 'blocked' ? words.appBlocked : tell(error);
  if (closed === 'by-app' || reason !== undefined) {
    const text = reason === undefined ? words.appClosed(title) : words.appFailed(title, reason);
    return (
      <>
        <AppNote text={text} action={words.appOpenAgain} onAction={open} />
        {fallback}
      </>
    );
  }
  if (!resource) return <AppLoading text={words.appLoading(title)} />;
  return (
    <AppFrame
      {...{ part, resource, host, title, maxHeight, permissions, sandboxUrl, words }}
      onClose={() => setClosed('by-app')}
      onBlocked={() => setClosed('blocked')}
    />
  );
}

/** Props of {@link AppNote}. */
interface AppNoteProps {
  readonly text: string;
  readonly action: string;
  readonly onAction: () => void;
}

function AppNote({ text, action, onAction }: AppNoteProps): React.JSX.Element {
  return (
    <div className="rv-app-note">
      <output>{text}</output>
      <button type="button" className="rv-button" onClick={onAction}>
        {action}
      </button>
    </div>
  );
}

function AppLoading({ text }: { readonly text: string }): React.JSX.Element {
  return (
    <div className="rv-app" data-display="loading">
      <output>{text}</output>
    </div>
  );
}

function tell(error: unknown): string | undefined {
  if (error === undefined) return undefined;
  return error instanceof Error ? error.message : JSON.stringify(error);
}
