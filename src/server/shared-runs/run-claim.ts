/** What asking for the id of a run gave: the right to write it, or whose it is. */
export type RunClaim =
  | {
      readonly isOurs: true;
      /** Tells this run's writer from any other that has had its id. */
      readonly generation: string;
      /** Why it was stopped before it came; '' when it was not. */
      readonly cancelledBy: string;
    }
  | { readonly isOurs: false; readonly owner: string; readonly chatId: string | undefined };

/** The claim that a run of this process is written by. */
export type OwnClaim = Pick<
  Extract<RunClaim, { readonly isOurs: true }>,
  'generation' | 'cancelledBy'
>;
