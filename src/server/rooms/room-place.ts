/** Where an act stands in a log. */
export interface RoomPlace {
  /** Its place. */
  readonly seq: number;
  /** Whether it was added now, and not before under the same key. */
  readonly isNew: boolean;
}
