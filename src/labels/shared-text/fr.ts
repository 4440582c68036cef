import type { SharedTextLabels } from '../../shared-text/shared-text-labels.ts';

/** What is said of shared texts, in French. */
export const sharedTextWords: Omit<SharedTextLabels, 'locale'> = {
  textField: 'Texte partagé',
  textPeople: 'Dans ce texte',
  textGuest: 'Invité',
  textYou: (name) => `${name} (vous)`,
  textModel: (name) => `${name} (modèle)`,
  textJoined: (names) => `${names} a rejoint le texte`,
  textLeft: (names) => `${names} est parti`,
  textProposed: (names) => `Écrit par ${names}, pas encore accepté`,
  textAccept: 'Accepter',
  textReject: 'Retirer',
  textStop: 'Arrêter l’écriture',
  textUndo: 'Annuler la modification',
  textRedo: 'Rétablir',
  textSaved: 'Enregistré',
  textSaving: 'Enregistrement…',
  textConnecting: 'Connexion…',
  textReconnecting: 'Connexion perdue. Vos modifications sont conservées. Nouvel essai…',
  textOffline:
    'Vous êtes hors ligne. Vos modifications sont conservées et suivront dès la connexion.',
  textReadOnly: 'Vous pouvez lire ce texte, pas le modifier.',
  textAsk: 'Ce que le modèle doit faire',
  textChangeSelection: 'Modifier la sélection',
  textWriteHere: 'Écrire ici',
  textVersions: 'Versions conservées',
  textKeep: 'Garder cette version',
  textRestore: 'Restaurer',
  textCompare: 'Comparer à maintenant',
  textVersion: (by, time) => `De ${by}, ${time}`,
};
