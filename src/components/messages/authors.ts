/** The labels that name who wrote a message, by role. */
export const authors = { user: 'you', assistant: 'assistant', system: 'system' } as const;
