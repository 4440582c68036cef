/** Runs the app's own code. What it throws must not end the stream; it is reported as an uncaught error instead. */
export function attempt<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    return report(error);
  }
}

/** Reports an error as the runtime does with those that nobody caught. */
export function report(error: unknown): undefined {
  if (typeof reportError === 'function') reportError(error);
  // Node has no `reportError`.
  else {
    queueMicrotask(() => {
      throw error;
    });
  }
}
