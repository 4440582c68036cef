/** A place in the window, in CSS pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The one tab of a browser, as a person's hands and eyes have it. */
export interface Driver {
  /** Opens a page and waits until it has loaded. */
  open(url: string): Promise<void>;
  /** Evaluates an expression in the page, waits for its promise, and brings back what JSON can carry. */
  evaluate(expression: string): Promise<unknown>;
  /** Types characters into what has the focus. */
  type(text: string): Promise<void>;
  /** Presses keys together, named as `KeyboardEvent.key` names them: `Enter`, `Control+c`. */
  press(keys: string): Promise<void>;
  /** Presses the mouse button at one place and lets it go at the other. */
  drag(from: Point, to: Point): Promise<void>;
  /** Turns the wheel, by as many CSS pixels. */
  wheel(at: Point, deltaY: number): Promise<void>;
  /** What is seen, as PNG. */
  screenshot(): Promise<Uint8Array>;
}

/** A browser that has started. */
export interface Engine {
  /** As its maker counts. */
  readonly version: string;
  readonly driver: Driver;
  /** Ends it and everything that was started for it. */
  close(): Promise<void>;
}
