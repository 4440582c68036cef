/** A reason why the server cannot start, in one line for the terminal that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** No binary of the engine runs on this machine; the server goes on with a script in its place. */
export class NoEngineError extends Error {
  override readonly name = 'NoEngineError';
}
