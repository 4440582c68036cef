/** How much the log can say, from the most to nothing. */
export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

/** How much the log says; each level holds those after it. */
export type LogLevel = (typeof logLevels)[number];
