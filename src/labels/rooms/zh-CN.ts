import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Simplified Chinese. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: '此房间的成员',
  roomYou: (name) => `${name}(你)`,
  roomModel: (name) => `${name}(模型)`,
  roomMuted: '已禁言',
  roomTyping: (names) => `${names} 正在输入…`,
  roomJoined: (names) => `${names} 已加入`,
  roomLeft: (names) => `${names} 已离开`,
  roomDeleted: '此消息已撤回。',
  roomEdited: '已编辑',
  roomSending: '正在发送…',
  roomFailed: '未发送',
  roomRetry: '重新发送',
  roomDiscard: '放弃',
  roomBegunAnew: '服务器已重新开始此房间。以上内容只保留在此页面上。',
  roomDelete: '撤回',
  roomStop: '停止回答',
  roomReact: (emoji, count) => `用 ${emoji} 回应(${count})`,
  roomMute: (name) => `将 ${name} 禁言`,
  roomUnmute: (name) => `允许 ${name} 发言`,
  roomRemove: (name) => `移出 ${name}`,
  roomOlder: '显示更早的消息',
  roomConnecting: '正在进入房间…',
  roomReconnecting: '连接已断开。你写的内容会保留。正在重试…',
  roomReadOnly: '你在这里只能阅读,不能发言。',
};
