/** What the components of rooms say. */
export interface RoomLabels {
  /** The language of lists, as a BCP 47 tag. */
  readonly locale: string;
  /** The name of the list of who is there. */
  readonly roomMembers: string;
  /** The person here. */
  readonly roomYou: (name: string) => string;
  /** A model. */
  readonly roomModel: (name: string) => string;
  /** Of somebody who may only read. */
  readonly roomMuted: string;
  /** Who types; `names` is a list as the language writes it. */
  readonly roomTyping: (names: string, count: number) => string;
  /** Who has come, as it is read out. */
  readonly roomJoined: (names: string) => string;
  /** Who has left, as it is read out. */
  readonly roomLeft: (names: string) => string;
  /** In place of a message that was taken back. */
  readonly roomDeleted: string;
  /** Beside a message that was changed. */
  readonly roomEdited: string;
  /** Beside a message that is on its way. */
  readonly roomSending: string;
  /** Beside a message that was refused. */
  readonly roomFailed: string;
  /** Sends it again. */
  readonly roomRetry: string;
  /** Forgets it. */
  readonly roomDiscard: string;
  /** Behind the last message of a room that the server has begun anew since. */
  readonly roomBegunAnew: string;
  /** Takes a message back. */
  readonly roomDelete: string;
  /** Stops a model for all. */
  readonly roomStop: string;
  /** Reacts, or no longer; `count` members have. */
  readonly roomReact: (emoji: string, count: number) => string;
  /** Has a member only read. */
  readonly roomMute: (name: string) => string;
  /** Lets him write again. */
  readonly roomUnmute: (name: string) => string;
  /** Sends a member away. */
  readonly roomRemove: (name: string) => string;
  /** Fetches messages before the first. */
  readonly roomOlder: string;
  /** It is being entered. */
  readonly roomConnecting: string;
  /** The connection was lost. */
  readonly roomReconnecting: string;
  /** The member may only read. */
  readonly roomReadOnly: string;
}

/** What the components of rooms say by themselves. */
export const englishRooms: RoomLabels = {
  locale: 'en',
  roomMembers: 'In this room',
  roomYou: (name) => `${name} (you)`,
  roomModel: (name) => `${name} (model)`,
  roomMuted: 'muted',
  roomTyping: (names, count) => `${names} ${count === 1 ? 'is' : 'are'} typing …`,
  roomJoined: (names) => `${names} joined`,
  roomLeft: (names) => `${names} left`,
  roomDeleted: 'This message was taken back.',
  roomEdited: 'edited',
  roomSending: 'Sending …',
  roomFailed: 'Not sent',
  roomRetry: 'Send again',
  roomDiscard: 'Discard',
  roomBegunAnew: 'The server has begun this room anew. Only this page still has what is above.',
  roomDelete: 'Take back',
  roomStop: 'Stop the answer',
  roomReact: (emoji, count) => `React with ${emoji} (${count})`,
  roomMute: (name) => `Mute ${name}`,
  roomUnmute: (name) => `Let ${name} write again`,
  roomRemove: (name) => `Remove ${name}`,
  roomOlder: 'Show older messages',
  roomConnecting: 'Entering the room …',
  roomReconnecting: 'Connection lost. What you write is kept. Trying again …',
  roomReadOnly: 'You may read here, not write.',
};
