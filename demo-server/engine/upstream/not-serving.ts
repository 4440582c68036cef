/** A model server cannot serve as it is asked to. `isWaiting` where time alone may cure it: it is away, or still loads. */
export class NotServing extends Error {
  override readonly name = 'NotServing';
  readonly isWaiting: boolean;

  constructor(message: string, isWaiting: boolean, cause?: unknown) {
    super(message, { cause });
    this.isWaiting = isWaiting;
  }
}
