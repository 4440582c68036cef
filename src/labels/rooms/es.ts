import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Spanish. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'En esta sala',
  roomYou: (name) => `${name} (tú)`,
  roomModel: (name) => `${name} (modelo)`,
  roomMuted: 'en silencio',
  roomTyping: (names, count) => `${names} ${count === 1 ? 'está' : 'están'} escribiendo…`,
  roomJoined: (names) => `Se unió: ${names}`,
  roomLeft: (names) => `Salió: ${names}`,
  roomDeleted: 'Este mensaje se retiró.',
  roomEdited: 'editado',
  roomSending: 'Enviando…',
  roomFailed: 'No enviado',
  roomRetry: 'Enviar de nuevo',
  roomDiscard: 'Descartar',
  roomBegunAnew:
    'El servidor ha comenzado esta sala de nuevo. Lo anterior solo sigue en esta página.',
  roomDelete: 'Retirar',
  roomStop: 'Detener la respuesta',
  roomReact: (emoji, count) => `Reaccionar con ${emoji} (${count})`,
  roomMute: (name) => `Silenciar a ${name}`,
  roomUnmute: (name) => `Dejar escribir a ${name}`,
  roomRemove: (name) => `Expulsar a ${name}`,
  roomOlder: 'Mostrar mensajes anteriores',
  roomConnecting: 'Entrando en la sala…',
  roomReconnecting: 'Se perdió la conexión. Lo que escribas se conserva. Intentando de nuevo…',
  roomReadOnly: 'Aquí puedes leer, pero no escribir.',
};
