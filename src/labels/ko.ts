import { conversations } from './conversations/ko.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/ko.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/ko.ts';
import { aidWords } from './aids/ko.ts';
import { sharedTextWords } from './shared-text/ko.ts';
import { roomWords } from './rooms/ko.ts';
import { streamWords } from './streams/ko.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('ko');

const toolStates = {
  'input-streaming': '준비 중…',
  'input-available': '실행 중…',
  'approval-requested': '승인 대기 중',
  'approval-responded': '응답함',
  'output-available': '완료',
  'output-error': '실패',
  'output-denied': '거부됨',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: '참고',
  tip: '도움말',
  important: '중요',
  warning: '경고',
  caution: '주의',
};

/** Everything the components say, in Korean. */
export const ko: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'ko',
  ...conversations,

  appLoading: (title) => `${title} 불러오는 중…`,
  appFailed: (title, reason) => `${title}을(를) 표시할 수 없습니다: ${reason}`,
  appBlocked: '이 페이지에서는 샌드박스가 열리지 않습니다',
  appClosed: (title) => `${title}이(가) 닫혔습니다.`,
  appOpenAgain: '다시 열기',
  appAsksToOpen: (title) => `${title}이(가) 이 주소를 열려고 합니다`,
  appOpenLink: '열기',
  appKeepClosed: '열지 않기',
  appLeaveFullScreen: '전체 화면 종료',

  chat: '채팅',
  messages: '메시지',
  emptyTitle: '무엇이 궁금하신가요?',
  suggestions: '추천 질문',
  jumpToLatest: '최신 메시지로 이동',
  you: '나',
  assistant: '어시스턴트',
  system: '시스템',

  message: '메시지',
  placeholder: '메시지 입력',
  send: '보내기',
  sendHint: '보내기 (Enter)',
  sendBlocked: '답변이 진행 중입니다. 중지하거나 끝날 때까지 기다린 뒤 보내세요.',
  sendAfter: '답변 후 보내기',
  stop: '중지',
  stopHint: '중지 (Esc)',
  editMessage: '메시지 편집',
  editHint: '새 버전을 보냅니다. 이전 버전은 그대로 남습니다.',
  cancel: '취소',

  copyMessage: '메시지 복사',
  copied: '복사됨',
  copyFailed: '복사하지 못함',
  regenerate: '다시 답변',
  sources: '출처',
  goodAnswer: '좋은 답변',
  badAnswer: '좋지 않은 답변',
  quote: '인용',
  showMore: '더 보기',
  showChanges: '변경 사항 보기',
  versions: '버전',
  previousVersion: '이전 버전',
  nextVersion: '다음 버전',
  version: (at, all) => `버전 ${number(all)}개 중 ${number(at)}번째`,
  thinking: '생각 중…',
  thoughts(seconds) {
    if (seconds === undefined) return '생각';
    return seconds < 1 ? '잠시 생각함' : `${number(Math.round(seconds))}초 동안 생각함`;
  },
  droppedTurns: () => '모델은 위의 메시지를 더 이상 볼 수 없습니다.',
  subagent: '하위 에이전트',
  codeBlock: '코드 블록.',
  answerBegins: '답변이 시작되었습니다.',
  answerIsThere: '답변이 도착했습니다.',

  tool: '도구',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `“${tool}”을(를) 허용할까요?`,
  toolFailed: (tool, reason) => `“${tool}” 실패: ${reason}`,
  allow: '허용',
  deny: '거부',
  allowAlways: '항상 허용',
  alwaysAllowed: '이 채팅에서 항상 허용됨',
  askAgain: '다시 묻기',
  denyBecause: '이유를 밝히고 거부…',
  denyReason: '모델에 전할 이유',
  toolResult: '결과',
  steps: (steps) => count(steps, { other: '#단계' }),
  stepsFailed: (steps) => count(steps, { other: '#개 실패' }),

  stillWaiting: '아직 답변을 기다리고 있습니다. 모델을 불러오는 중일 수 있습니다.',

  stopped: '중지됨',
  truncated: '연결이 끊겨 답변이 완전하지 않습니다.',
  expired: '서버에 이 답변의 나머지가 남아 있지 않습니다.',
  failed: '답변이 오류로 끝났습니다.',
  lengthLimit: '답변이 길이 제한에 도달했습니다.',
  contentFilter: '콘텐츠 필터가 이 답변을 잘랐습니다.',
  retry: '다시 시도',
  continue: '계속',

  error: tellError({
    network: '서버에 연결하지 못했습니다.',
    timeout: '서버가 너무 오래 응답하지 않았습니다.',
    protocol: '서버의 응답을 읽을 수 없습니다.',
    truncated: '답변이 끝나기 전에 중단되었습니다.',
    expired: '서버에 이 답변이 남아 있지 않습니다.',
    storage: '채팅을 저장하지 못했습니다.',
  }),
  errorHint: tellHint({
    wait: (seconds) => `서버가 ${number(seconds)}초 기다려 달라고 합니다.`,
    askNow: '이제 다시 질문할 수 있습니다.',
    network: '연결 상태와 서버가 실행 중인지 확인하세요.',
    timeout: '서버가 바쁠 수 있습니다.',
    unauthorized: '다시 로그인하거나 액세스 키를 확인하세요.',
    tooLarge: '메시지를 줄이거나 새 채팅을 시작하세요.',
    busy: '질문이 많습니다. 잠시 기다려 주세요.',
    server: '서버의 문제이며 메시지 때문이 아닙니다.',
    askAgain: '전체 답변을 받으려면 다시 질문하세요.',
  }),
  dismiss: '닫기',
  reconnecting: '연결이 끊겼습니다. 다시 연결하는 중…',
  retryingIn: (seconds) => `연결이 끊겼습니다. ${number(seconds)}초 후 다시 시도합니다.`,
  offline: '오프라인입니다. 다시 연결되면 채팅이 이어집니다.',

  queued: '위의 답변을 기다리는 중',
  unsent: '연결을 기다리는 중',
  sendNow: '지금 보내기',
  remove: '제거',

  queuePlace: (place, length) =>
    length === undefined ? `대기 순서 ${place}번째` : `대기 ${length}개 중 ${place}번째`,
  readingPrompt: (processed, total) => `질문을 읽는 중, 토큰 ${total}개 중 ${processed}개`,
  promptRead: '읽음',
  awaitingFirstToken: '첫 토큰을 기다리는 중',
  tokens: (figure) => `토큰 ${figure}개`,
  tokensPerSecond: (rate) => `초당 토큰 ${rate}개`,
  firstToken: (time) => `첫 토큰까지 ${time}`,
  reconnects: (times) => count(times, { other: '재연결 #회' }),

  copy: '복사',
  copyCode: '코드 복사',
  code: (language) => (language ? `${language} 코드` : '코드'),
  plainText: '텍스트',
  wrap: '줄 바꿈',
  wrapLines: '긴 줄 바꾸기',
  download: '다운로드',
  saveAs: (fileName) => `${fileName}(으)로 저장`,
  showAllLines: (lines) => count(lines, { other: '#줄 모두 보기' }),
  showLess: '접기',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `표를 ${tableFormats[format]}(으)로 복사`,
  tableCopied: (format) => `${tableFormats[format]}(으)로 복사됨`,
  image: '이미지',
  loadImage: (host) => `${host || '이 사이트'}의 이미지 불러오기`,
  enableLink: (host) => `${host || '이 사이트'} 링크 사용`,
  thisSite: '이 사이트',
  alert: (kind) => alerts[kind],
  footnotes: '각주',
  backToReference: (reference) => `참조 ${reference}(으)로 돌아가기`,
  taskDone: '완료',
  taskOpen: '할 일',
  showDiagram: '다이어그램 보기',
  showCode: '코드 보기',
  diagramFailed: (reason) => `이 다이어그램을 그릴 수 없습니다: ${reason}`,
  formulaFailed: (reason) => `이 수식을 표시할 수 없습니다: ${reason}`,
};
