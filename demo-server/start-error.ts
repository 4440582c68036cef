/** A reason why the server cannot start, in one line for the terminal that says what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
