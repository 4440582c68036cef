import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in German. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'In diesem Raum',
  roomYou: (name) => `${name} (Sie)`,
  roomModel: (name) => `${name} (Modell)`,
  roomMuted: 'stumm',
  roomTyping: (names, count) => `${names} ${count === 1 ? 'schreibt' : 'schreiben'} …`,
  roomJoined: (names) => `Neu hier: ${names}`,
  roomLeft: (names) => `Nicht mehr hier: ${names}`,
  roomDeleted: 'Diese Nachricht wurde zurückgenommen.',
  roomEdited: 'geändert',
  roomSending: 'Wird gesendet …',
  roomFailed: 'Nicht gesendet',
  roomRetry: 'Noch einmal senden',
  roomDiscard: 'Verwerfen',
  roomBegunAnew:
    'Der Server hat diesen Raum neu begonnen. Was darüber steht, hat nur noch diese Seite.',
  roomDelete: 'Zurücknehmen',
  roomStop: 'Antwort anhalten',
  roomReact: (emoji, count) => `Mit ${emoji} reagieren (${count})`,
  roomMute: (name) => `${name} stummschalten`,
  roomUnmute: (name) => `${name} wieder schreiben lassen`,
  roomRemove: (name) => `${name} entfernen`,
  roomOlder: 'Ältere Nachrichten zeigen',
  roomConnecting: 'Der Raum wird betreten …',
  roomReconnecting: 'Verbindung verloren. Was Sie schreiben, bleibt erhalten. Neuer Versuch …',
  roomReadOnly: 'Sie können hier lesen, aber nicht schreiben.',
};
