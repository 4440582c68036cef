import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Brazilian Portuguese. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'Nesta sala',
  roomYou: (name) => `${name} (você)`,
  roomModel: (name) => `${name} (modelo)`,
  roomMuted: 'silenciado',
  roomTyping: (names, count) => `${names} ${count === 1 ? 'está' : 'estão'} digitando…`,
  roomJoined: (names) => `Entrou: ${names}`,
  roomLeft: (names) => `Saiu: ${names}`,
  roomDeleted: 'Esta mensagem foi retirada.',
  roomEdited: 'editada',
  roomSending: 'Enviando…',
  roomFailed: 'Não enviada',
  roomRetry: 'Enviar de novo',
  roomDiscard: 'Descartar',
  roomBegunAnew: 'O servidor recomeçou esta sala. Só esta página ainda tem o que está acima.',
  roomDelete: 'Retirar',
  roomStop: 'Parar a resposta',
  roomReact: (emoji, count) => `Reagir com ${emoji} (${count})`,
  roomMute: (name) => `Silenciar ${name}`,
  roomUnmute: (name) => `Deixar ${name} escrever`,
  roomRemove: (name) => `Remover ${name}`,
  roomOlder: 'Mostrar mensagens anteriores',
  roomConnecting: 'Entrando na sala…',
  roomReconnecting: 'Conexão perdida. O que você escrever fica guardado. Tentando de novo…',
  roomReadOnly: 'Você pode ler aqui, mas não escrever.',
};
