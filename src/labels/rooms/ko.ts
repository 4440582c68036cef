import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Korean. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: '이 방의 멤버',
  roomYou: (name) => `${name}(나)`,
  roomModel: (name) => `${name}(모델)`,
  roomMuted: '음소거됨',
  roomTyping: (names) => `${names} 입력 중…`,
  roomJoined: (names) => `${names} 님이 들어왔습니다`,
  roomLeft: (names) => `${names} 님이 나갔습니다`,
  roomDeleted: '취소된 메시지입니다.',
  roomEdited: '수정됨',
  roomSending: '보내는 중…',
  roomFailed: '보내지 못함',
  roomRetry: '다시 보내기',
  roomDiscard: '버리기',
  roomBegunAnew: '서버가 이 방을 새로 시작했습니다. 위의 내용은 이 페이지에만 남아 있습니다.',
  roomDelete: '취소하기',
  roomStop: '답변 중지',
  roomReact: (emoji, count) => `${emoji} 반응 (${count})`,
  roomMute: (name) => `${name} 음소거`,
  roomUnmute: (name) => `${name} 음소거 해제`,
  roomRemove: (name) => `${name} 내보내기`,
  roomOlder: '이전 메시지 보기',
  roomConnecting: '방에 들어가는 중…',
  roomReconnecting: '연결이 끊겼습니다. 쓴 내용은 보관됩니다. 다시 시도하는 중…',
  roomReadOnly: '여기서는 읽기만 할 수 있습니다.',
};
