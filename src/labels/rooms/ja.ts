import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Japanese. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'このルームのメンバー',
  roomYou: (name) => `${name}(あなた)`,
  roomModel: (name) => `${name}(モデル)`,
  roomMuted: '発言停止中',
  roomTyping: (names) => `${names}が入力中…`,
  roomJoined: (names) => `${names}が参加しました`,
  roomLeft: (names) => `${names}が退出しました`,
  roomDeleted: 'このメッセージは取り消されました。',
  roomEdited: '編集済み',
  roomSending: '送信中…',
  roomFailed: '未送信',
  roomRetry: '再送信',
  roomDiscard: '破棄',
  roomBegunAnew:
    'サーバーがこのルームを新しく始めました。これより上の内容はこのページにだけ残っています。',
  roomDelete: '取り消す',
  roomStop: '回答を停止',
  roomReact: (emoji, count) => `${emoji}でリアクション(${count})`,
  roomMute: (name) => `${name}の発言を停止`,
  roomUnmute: (name) => `${name}の発言を許可`,
  roomRemove: (name) => `${name}を退出させる`,
  roomOlder: '以前のメッセージを表示',
  roomConnecting: 'ルームに入っています…',
  roomReconnecting: '接続が切れました。入力内容は保存されています。再試行中…',
  roomReadOnly: 'ここでは閲覧のみできます。',
};
