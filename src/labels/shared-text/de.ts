import type { SharedTextLabels } from '../../shared-text/shared-text-labels.ts';

/** What is said of shared texts, in German. */
export const sharedTextWords: Omit<SharedTextLabels, 'locale'> = {
  textField: 'Gemeinsamer Text',
  textPeople: 'In diesem Text',
  textGuest: 'Gast',
  textYou: (name) => `${name} (Sie)`,
  textModel: (name) => `${name} (Modell)`,
  textJoined: (names) => `${names} ist jetzt dabei`,
  textLeft: (names) => `${names} ist gegangen`,
  textProposed: (names) => `Von ${names} geschrieben, noch nicht übernommen`,
  textAccept: 'Übernehmen',
  textReject: 'Zurücknehmen',
  textStop: 'Schreiben anhalten',
  textUndo: 'Rückgängig',
  textRedo: 'Wiederherstellen',
  textSaved: 'Gespeichert',
  textSaving: 'Wird gespeichert …',
  textConnecting: 'Verbindung wird aufgebaut …',
  textReconnecting: 'Verbindung verloren. Ihre Änderungen bleiben erhalten. Neuer Versuch …',
  textOffline:
    'Sie sind offline. Ihre Änderungen bleiben erhalten und folgen, sobald Sie verbunden sind.',
  textReadOnly: 'Sie dürfen diesen Text lesen, aber nicht ändern.',
  textAsk: 'Was das Modell tun soll',
  textChangeSelection: 'Auswahl ändern',
  textWriteHere: 'Hier schreiben',
  textVersions: 'Gespeicherte Fassungen',
  textKeep: 'Diese Fassung behalten',
  textRestore: 'Zurückholen',
  textCompare: 'Mit jetzt vergleichen',
  textVersion: (by, time) => `Von ${by}, ${time}`,
};
