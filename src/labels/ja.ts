import { conversations } from './conversations/ja.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/ja.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/ja.ts';
import { aidWords } from './aids/ja.ts';
import { sharedTextWords } from './shared-text/ja.ts';
import { roomWords } from './rooms/ja.ts';
import { streamWords } from './streams/ja.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('ja');

const toolStates = {
  'input-streaming': '準備中…',
  'input-available': '実行中…',
  'approval-requested': '許可を待っています',
  'approval-responded': '回答済み',
  'output-available': '完了',
  'output-error': '失敗',
  'output-denied': '拒否',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: '注記',
  tip: 'ヒント',
  important: '重要',
  warning: '警告',
  caution: '注意',
};

/** Everything the components say, in Japanese. */
export const ja: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'ja',
  ...conversations,

  appLoading: (title) => `${title} を読み込んでいます…`,
  appFailed: (title, reason) => `${title} を表示できません: ${reason}`,
  appBlocked: 'このページではサンドボックスが開きません',
  appClosed: (title) => `${title} は閉じられました。`,
  appOpenAgain: 'もう一度開く',
  appAsksToOpen: (title) => `${title} がこのアドレスを開こうとしています`,
  appOpenLink: '開く',
  appKeepClosed: '開かない',
  appLeaveFullScreen: '全画面表示を終了',

  chat: 'チャット',
  messages: 'メッセージ',
  emptyTitle: '何を知りたいですか?',
  suggestions: '質問の例',
  jumpToLatest: '最新へ移動',
  you: 'あなた',
  assistant: 'アシスタント',
  system: 'システム',

  message: 'メッセージ',
  placeholder: 'メッセージを入力',
  send: '送信',
  sendHint: '送信 (Enter)',
  sendBlocked: '回答の途中です。停止するか、終わるのを待ってから送信してください。',
  sendAfter: '回答の後に送信',
  stop: '停止',
  stopHint: '停止 (Esc)',
  editMessage: 'メッセージを編集',
  editHint: '新しい版を送信します。前の版は残ります。',
  cancel: 'キャンセル',

  copyMessage: 'メッセージをコピー',
  copied: 'コピーしました',
  copyFailed: 'コピーできませんでした',
  regenerate: '回答し直す',
  sources: '情報源',
  goodAnswer: '良い回答',
  badAnswer: '良くない回答',
  quote: '引用',
  showMore: 'もっと表示',
  showChanges: '変更を表示',
  versions: '版',
  previousVersion: '前の版',
  nextVersion: '次の版',
  version: (at, all) => `${number(all)} 版中 ${number(at)} 版目`,
  thinking: '考えています…',
  thoughts(seconds) {
    if (seconds === undefined) return '思考';
    return seconds < 1 ? '少し考えました' : `${number(Math.round(seconds))} 秒考えました`;
  },
  droppedTurns: () => 'モデルはここより上のメッセージをもう見ていません。',
  subagent: 'サブエージェント',
  codeBlock: 'コードブロック。',
  answerBegins: '回答が始まりました。',
  answerIsThere: '回答が届きました。',

  tool: 'ツール',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `「${tool}」を許可しますか?`,
  toolFailed: (tool, reason) => `「${tool}」が失敗しました: ${reason}`,
  allow: '許可',
  deny: '拒否',
  allowAlways: '常に許可',
  alwaysAllowed: 'このチャットでは常に許可されています',
  askAgain: '再び確認する',
  denyBecause: '理由を添えて拒否…',
  denyReason: 'モデルに伝える理由',
  toolResult: '結果',
  steps: (steps) => count(steps, { other: '# ステップ' }),
  stepsFailed: (steps) => count(steps, { other: '# 件失敗' }),

  stillWaiting: 'まだ回答を待っています。モデルを読み込み中かもしれません。',

  stopped: '停止しました',
  truncated: '接続が切れました。回答は途中までです。',
  expired: 'この回答の続きはサーバーに残っていません。',
  failed: '回答はエラーで終わりました。',
  lengthLimit: '回答が長さの上限に達しました。',
  contentFilter: 'コンテンツフィルターがこの回答を打ち切りました。',
  retry: '再試行',
  continue: '続ける',

  error: tellError({
    network: 'サーバーに接続できませんでした。',
    timeout: 'サーバーから長い間応答がありませんでした。',
    protocol: 'サーバーの応答を読み取れませんでした。',
    truncated: '回答が途中で止まりました。',
    expired: 'この回答はサーバーに残っていません。',
    storage: 'チャットを保存できませんでした。',
  }),
  errorHint: tellHint({
    wait: (seconds) => `${number(seconds)} 秒待つようサーバーが求めています。`,
    askNow: 'もう一度質問できます。',
    network: '接続と、サーバーが動いているかを確認してください。',
    timeout: '混み合っているかもしれません。',
    unauthorized: 'もう一度サインインするか、アクセスキーを確認してください。',
    tooLarge: 'メッセージを短くするか、新しいチャットを始めてください。',
    busy: '質問が集中しています。少しお待ちください。',
    server: '問題はサーバー側にあり、メッセージのせいではありません。',
    askAgain: '回答の全体を得るには、もう一度質問してください。',
  }),
  dismiss: '閉じる',
  reconnecting: '接続が切れました。再接続しています…',
  retryingIn: (seconds) => `接続が切れました。${number(seconds)} 秒後にもう一度試します。`,
  offline: 'オフラインです。接続が戻るとチャットが続きます。',

  queued: '上の回答を待っています',
  unsent: '接続を待っています',
  sendNow: '今すぐ送信',
  remove: '取り消す',

  queuePlace: (place, length) =>
    length === undefined ? `待ち順 ${place} 番目` : `待ち順 ${length} 件中 ${place} 番目`,
  readingPrompt: (processed, total) => `質問を読んでいます、${total} トークン中 ${processed}`,
  promptRead: '読み取り',
  awaitingFirstToken: '最初のトークンを待っています',
  tokens: (figure) => `${figure} トークン`,
  tokensPerSecond: (rate) => `${rate} トークン/秒`,
  firstToken: (time) => `最初のトークンまで ${time}`,
  reconnects: (times) => count(times, { other: '再接続 # 回' }),

  copy: 'コピー',
  copyCode: 'コードをコピー',
  code: (language) => (language ? `${language} のコード` : 'コード'),
  plainText: 'テキスト',
  wrap: '折り返す',
  wrapLines: '長い行を折り返す',
  download: 'ダウンロード',
  saveAs: (fileName) => `${fileName} として保存`,
  showAllLines: (lines) => count(lines, { other: '全 # 行を表示' }),
  showLess: '折りたたむ',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `表を ${tableFormats[format]} でコピー`,
  tableCopied: (format) => `${tableFormats[format]} でコピーしました`,
  image: '画像',
  loadImage: (host) => `${host || 'このサイト'} の画像を読み込む`,
  enableLink: (host) => `${host || 'このサイト'} へのリンクを有効にする`,
  thisSite: 'このサイト',
  alert: (kind) => alerts[kind],
  footnotes: '脚注',
  backToReference: (reference) => `参照元 ${reference} に戻る`,
  taskDone: '完了',
  taskOpen: '未完了',
  showDiagram: '図を表示',
  showCode: 'コードを表示',
  diagramFailed: (reason) => `この図は描けません: ${reason}`,
  formulaFailed: (reason) => `この数式は組めません: ${reason}`,
};
