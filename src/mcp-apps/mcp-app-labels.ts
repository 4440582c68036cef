/** What an MCP App's frame says. */
export interface McpAppLabels {
  /** While the app's page is on its way. */
  readonly appLoading: (title: string) => string;
  /** When it did not come, with the reason. */
  readonly appFailed: (title: string, reason: string) => string;
  /** When the sandbox did not open. */
  readonly appBlocked: string;
  /** When the app has asked to be taken away. */
  readonly appClosed: (title: string) => string;
  /** Loads the page again, or opens a closed app again. */
  readonly appOpenAgain: string;
  /** The question whether an address may be opened. */
  readonly appAsksToOpen: (title: string) => string;
  /** Opens the address. */
  readonly appOpenLink: string;
  /** Leaves it closed. */
  readonly appKeepClosed: string;
  /** Leaves the full screen. */
  readonly appLeaveFullScreen: string;
}

export const englishMcpApps: McpAppLabels = {
  appLoading: (title) => `${title} is loading…`,
  appFailed: (title, reason) => `${title} cannot be shown: ${reason}`,
  appBlocked: 'its sandbox does not open on this page',
  appClosed: (title) => `${title} has been closed.`,
  appOpenAgain: 'Open again',
  appAsksToOpen: (title) => `${title} wants to open this address`,
  appOpenLink: 'Open',
  appKeepClosed: 'Do not open',
  appLeaveFullScreen: 'Leave full screen',
};
