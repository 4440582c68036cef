import { conversations } from './conversations/zh-CN.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/zh-CN.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/zh-CN.ts';
import { aidWords } from './aids/zh-CN.ts';
import { sharedTextWords } from './shared-text/zh-CN.ts';
import { roomWords } from './rooms/zh-CN.ts';
import { streamWords } from './streams/zh-CN.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('zh-CN');

const toolStates = {
  'input-streaming': '准备中…',
  'input-available': '运行中…',
  'approval-requested': '等待批准',
  'approval-responded': '已答复',
  'output-available': '完成',
  'output-error': '失败',
  'output-denied': '已拒绝',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: '说明',
  tip: '提示',
  important: '重要',
  warning: '警告',
  caution: '注意',
};

/** Everything the components say, in simplified Chinese. */
export const zhCN: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'zh-CN',
  ...conversations,

  appLoading: (title) => `正在加载 ${title}…`,
  appFailed: (title, reason) => `无法显示 ${title}：${reason}`,
  appBlocked: '其沙箱无法在此页面打开',
  appClosed: (title) => `${title} 已关闭。`,
  appOpenAgain: '重新打开',
  appAsksToOpen: (title) => `${title} 想打开此地址`,
  appOpenLink: '打开',
  appKeepClosed: '不打开',
  appLeaveFullScreen: '退出全屏',

  chat: '对话',
  messages: '消息',
  emptyTitle: '您想了解什么?',
  suggestions: '建议',
  jumpToLatest: '跳到最新',
  you: '您',
  assistant: '助手',
  system: '系统',

  message: '消息',
  placeholder: '输入消息',
  send: '发送',
  sendHint: '发送 (Enter)',
  sendBlocked: '正在回答。请先停止,或等回答结束后再发送。',
  sendAfter: '回答结束后发送',
  stop: '停止',
  stopHint: '停止 (Esc)',
  editMessage: '编辑消息',
  editHint: '将发送新版本,旧版本会保留。',
  cancel: '取消',

  copyMessage: '复制消息',
  copied: '已复制',
  copyFailed: '复制失败',
  regenerate: '重新回答',
  sources: '来源',
  goodAnswer: '回答得好',
  badAnswer: '回答得不好',
  quote: '引用',
  showMore: '显示更多',
  showChanges: '显示更改',
  versions: '版本',
  previousVersion: '上一个版本',
  nextVersion: '下一个版本',
  version: (at, all) => `第 ${number(at)} 个版本,共 ${number(all)} 个`,
  thinking: '思考中…',
  thoughts(seconds) {
    if (seconds === undefined) return '思考过程';
    return seconds < 1 ? '思考了片刻' : `思考了 ${number(Math.round(seconds))} 秒`;
  },
  droppedTurns: () => '模型已看不到上面的消息。',
  subagent: '子智能体',
  codeBlock: '代码块。',
  answerBegins: '开始回答。',
  answerIsThere: '回答已完成。',

  tool: '工具',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `允许“${tool}”吗?`,
  toolFailed: (tool, reason) => `“${tool}”失败:${reason}`,
  allow: '允许',
  deny: '拒绝',
  allowAlways: '始终允许',
  alwaysAllowed: '在此聊天中始终允许',
  askAgain: '恢复询问',
  denyBecause: '拒绝并说明原因…',
  denyReason: '告诉模型的原因',
  toolResult: '结果',
  steps: (steps) => count(steps, { other: '# 个步骤' }),
  stepsFailed: (steps) => count(steps, { other: '# 个失败' }),

  stillWaiting: '仍在等待回答，模型可能正在加载。',

  stopped: '已停止',
  truncated: '连接中断,回答不完整。',
  expired: '服务器已不再保存此回答的其余部分。',
  failed: '回答因错误而结束。',
  lengthLimit: '回答已达到长度上限。',
  contentFilter: '内容过滤器截断了此回答。',
  retry: '重试',
  continue: '继续',

  error: tellError({
    network: '无法连接到服务器。',
    timeout: '服务器长时间没有响应。',
    protocol: '无法读取服务器的回答。',
    truncated: '回答在完成之前中断了。',
    expired: '服务器已不再保存此回答。',
    storage: '无法保存对话。',
  }),
  errorHint: tellHint({
    wait: (seconds) => `服务器要求等待 ${number(seconds)} 秒。`,
    askNow: '现在可以再次提问。',
    network: '请检查网络连接以及服务器是否在运行。',
    timeout: '服务器可能正忙。',
    unauthorized: '请重新登录,或检查访问密钥。',
    tooLarge: '请缩短消息,或开始新的对话。',
    busy: '提问的人很多,请稍候。',
    server: '问题出在服务器,与您的消息无关。',
    askAgain: '请再次提问以获得完整回答。',
  }),
  dismiss: '关闭',
  reconnecting: '连接中断,正在重新连接…',
  retryingIn: (seconds) => `连接中断,${number(seconds)} 秒后重试。`,
  offline: '您已离线。恢复连接后对话将继续。',

  queued: '等待上面的回答',
  unsent: '等待连接',
  sendNow: '立即发送',
  remove: '移除',

  queuePlace: (place, length) =>
    length === undefined ? `排队中,第 ${place} 位` : `排队中,第 ${place} 位,共 ${length} 位`,
  readingPrompt: (processed, total) => `正在读取问题,${processed}/${total} 个词元`,
  promptRead: '已读取',
  awaitingFirstToken: '等待第一个词元',
  tokens: (figure) => `${figure} 个词元`,
  tokensPerSecond: (rate) => `${rate} 词元/秒`,
  firstToken: (time) => `首个词元 ${time}`,
  reconnects: (times) => count(times, { other: '重新连接 # 次' }),

  copy: '复制',
  copyCode: '复制代码',
  code: (language) => (language ? `${language} 代码` : '代码'),
  plainText: '文本',
  wrap: '换行',
  wrapLines: '长行自动换行',
  download: '下载',
  saveAs: (fileName) => `另存为 ${fileName}`,
  showAllLines: (lines) => count(lines, { other: '显示全部 # 行' }),
  showLess: '收起',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `将表格复制为 ${tableFormats[format]}`,
  tableCopied: (format) => `已复制为 ${tableFormats[format]}`,
  image: '图片',
  loadImage: (host) => `从 ${host || '本站'} 加载图片`,
  enableLink: (host) => `启用到 ${host || '本站'} 的链接`,
  thisSite: '本站',
  alert: (kind) => alerts[kind],
  footnotes: '脚注',
  backToReference: (reference) => `返回引用 ${reference}`,
  taskDone: '已完成',
  taskOpen: '待办',
  showDiagram: '显示图表',
  showCode: '显示代码',
  diagramFailed: (reason) => `无法绘制此图表:${reason}`,
  formulaFailed: (reason) => `无法排版此公式:${reason}`,
};
