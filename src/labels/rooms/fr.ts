import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in French. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'Dans ce salon',
  roomYou: (name) => `${name} (vous)`,
  roomModel: (name) => `${name} (modèle)`,
  roomMuted: 'muet',
  roomTyping: (names, count) => `${names} ${count === 1 ? 'écrit' : 'écrivent'}…`,
  roomJoined: (names) => `Arrivée : ${names}`,
  roomLeft: (names) => `Départ : ${names}`,
  roomDeleted: 'Ce message a été retiré.',
  roomEdited: 'modifié',
  roomSending: 'Envoi…',
  roomFailed: 'Non envoyé',
  roomRetry: 'Renvoyer',
  roomDiscard: 'Abandonner',
  roomBegunAnew: 'Le serveur a recommencé ce salon. Seule cette page garde encore ce qui précède.',
  roomDelete: 'Retirer',
  roomStop: 'Arrêter la réponse',
  roomReact: (emoji, count) => `Réagir avec ${emoji} (${count})`,
  roomMute: (name) => `Rendre ${name} muet`,
  roomUnmute: (name) => `Rendre la parole à ${name}`,
  roomRemove: (name) => `Exclure ${name}`,
  roomOlder: 'Afficher les messages plus anciens',
  roomConnecting: 'Entrée dans le salon…',
  roomReconnecting: 'Connexion perdue. Ce que vous écrivez est conservé. Nouvel essai…',
  roomReadOnly: 'Vous pouvez lire ici, pas écrire.',
};
