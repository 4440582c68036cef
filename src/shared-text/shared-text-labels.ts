/** What the components of shared texts say. */
export interface SharedTextLabels {
  /** The name of the field. */
  readonly textField: string;
  /** The name of the list of who is there. */
  readonly textPeople: string;
  /** Somebody who has given no name. */
  readonly textGuest: string;
  /** The person here. */
  readonly textYou: (name: string) => string;
  /** A model that writes. */
  readonly textModel: (name: string) => string;
  /** Who has come, as it is read out. */
  readonly textJoined: (names: string) => string;
  /** Who has left, as it is read out. */
  readonly textLeft: (names: string) => string;
  /** By whom text is that nobody has accepted yet. */
  readonly textProposed: (names: string) => string;
  /** Takes what a model has written as text like any other. */
  readonly textAccept: string;
  /** Takes what a model has written away. */
  readonly textReject: string;
  /** Stops the models that write. */
  readonly textStop: string;
  /** Undoes the last edit. */
  readonly textUndo: string;
  /** Does it again. */
  readonly textRedo: string;
  /** All edits are stored. */
  readonly textSaved: string;
  /** Edits are on their way. */
  readonly textSaving: string;
  /** It connects for the first time. */
  readonly textConnecting: string;
  /** The connection was lost. */
  readonly textReconnecting: string;
  /** There is no network. */
  readonly textOffline: string;
  /** The person may only read. */
  readonly textReadOnly: string;
  /** The name of the field for what a model is to change. */
  readonly textAsk: string;
  /** Has the model change what is selected. */
  readonly textChangeSelection: string;
  /** Has the model write where the cursor is. */
  readonly textWriteHere: string;
  /** The name of the list of versions. */
  readonly textVersions: string;
  /** Keeps the text as a version. */
  readonly textKeep: string;
  /** Makes a version the text again. */
  readonly textRestore: string;
  /** Shows how a version and the text differ. */
  readonly textCompare: string;
  /** A version; `time` is written as the language does. */
  readonly textVersion: (by: string, time: string) => string;
  /** The language of dates, as a BCP 47 tag. */
  readonly locale: string;
}

/** What the components of shared texts say by themselves. */
export const englishSharedText: SharedTextLabels = {
  textField: 'Shared text',
  textPeople: 'In this text',
  textGuest: 'Guest',
  textYou: (name) => `${name} (you)`,
  textModel: (name) => `${name} (model)`,
  textJoined: (names) => `${names} joined`,
  textLeft: (names) => `${names} left`,
  textProposed: (names) => `Written by ${names}, not accepted yet`,
  textAccept: 'Accept',
  textReject: 'Take back',
  textStop: 'Stop writing',
  textUndo: 'Undo',
  textRedo: 'Redo',
  textSaved: 'Saved',
  textSaving: 'Saving …',
  textConnecting: 'Connecting …',
  textReconnecting: 'Connection lost. Your edits are kept. Trying again …',
  textOffline: 'You are offline. Your edits are kept and follow when you are connected.',
  textReadOnly: 'You may read this text, not change it.',
  textAsk: 'What the model is to do',
  textChangeSelection: 'Change the selection',
  textWriteHere: 'Write here',
  textVersions: 'Versions',
  textKeep: 'Keep this version',
  textRestore: 'Restore',
  textCompare: 'Compare with now',
  textVersion: (by, time) => `${by}, ${time}`,
  locale: 'en',
};
