/** Where the data of an element begin: at the item of a list for which it is shown. */
export interface UiScope {
  /** The pointer to the item. */
  readonly base: string;
  /** The number of the item, from 0. */
  readonly index: number;
}

/** An element that stands in another. */
export interface UiChild {
  /** Its name in the surface. */
  readonly id: string;
  /** The item that it is shown for, where it is a template. */
  readonly scope?: UiScope | undefined;
}

/** An element with all that it refers to put in. */
export interface ShownElement {
  /** Names what shows it. */
  readonly type: string;
  /** What it is told. */
  readonly props: Readonly<Record<string, unknown>>;
  /** What stands in it, in order. */
  readonly children: readonly UiChild[];
  /** What stands at certain places of it. */
  readonly slots: Readonly<Record<string, UiChild>>;
  /** Its name for those who do not see it. */
  readonly label?: string | undefined;
  /** More about it for those who do not see it. */
  readonly description?: string | undefined;
  /** Whether it is nothing to those who do not see it. */
  readonly isHidden?: boolean | undefined;
  /** How its changes are said. */
  readonly live?: 'polite' | 'assertive' | undefined;
  /** Its share of the room in a row. */
  readonly weight?: number | undefined;
  /** What the model calls a property, by its name here, where that is another. */
  readonly origins?: Readonly<Record<string, string>> | undefined;
  /** What is wrong with what was put in. */
  readonly problem?: string | undefined;
}

/** An element, or that it is still to come, or that there is nothing to show. */
export type Shown = ShownElement | 'waiting' | 'none';
