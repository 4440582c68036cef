import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Japanese. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: '添付',
  attach: 'ファイルを添付',
  attachments: '添付ファイル',
  dropFiles: 'ここにファイルをドロップして添付',
  filesAttached: (names) => `添付しました: ${names}`,
  removeFile: (name) => `${name} を削除`,
  fileRemoved: (name) => `削除しました: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type')
      return `${name}: この種類のファイルは添付できません。使えるのは ${limit} のみです。`;
    if (reason === 'size') return `${name} は大きすぎます。上限は ${limit} です。`;
    if (reason === 'count') return `${name} は添付されませんでした。ファイル数の上限: ${limit}。`;
    return `${name} を読み込めません。`;
  },
  attachFailed: 'ファイルを添付できませんでした。もう一度お試しください。',
  uploading: (name) => `${name} をアップロード中`,
  uploadFailed: (name, reason) => `${name} をアップロードできませんでした: ${reason}`,
  filesMissing: 'アップロードできなかったファイルを再試行または削除すると、送信できます。',
  retryFile: (name) => `${name} を再試行`,
  waitsForFiles: 'ファイルのアップロードが終わりしだい送信します。',
  enlarge: (name) => `${name} を拡大`,
  actualSize: '実際のサイズ',
  fitToWindow: 'ウィンドウに合わせる',
  close: '閉じる',
  pictureSoFar: '途中までの画像',
  audio: '録音',
  video: '動画',
  loadMedia: (host) => `${host || 'このサイト'} から読み込む`,
  dictate: '音声入力',
  stopDictation: '音声入力を停止',
  listening: '聞き取り中…',
  microphoneDenied: 'マイクを使用できません。ブラウザーで許可してください。',
  dictationFailed: (reason) => `音声入力が停止しました: ${reason}`,
  readAloud: '読み上げる',
  stopReading: '読み上げを停止',
  readingFailed: (reason) => `読み上げが停止しました: ${reason}`,
  messagesHint: '矢印キーでメッセージ間を移動します。Enter で中に入り、Esc で外に出ます。',
  find: 'このチャット内を検索',
  findNext: '次の一致',
  findPrevious: '前の一致',
  findClose: '検索を閉じる',
  findCount: (place, total) => `${total} 件中 ${place} 件目`,
  findNone: '見つかりません',
};
