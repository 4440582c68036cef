import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('ko');

/** What lists of chats and what belongs to them say, in Korean. */
export const conversations: ConversationLabels = {
  chats: '채팅',
  newChat: '새 채팅',
  searchChats: '채팅 검색',
  pinned: '고정됨',
  today: '오늘',
  yesterday: '어제',
  previousWeek: '지난 7일',
  chatActions: (title) => `“${title}” 추가 작업`,
  rename: '이름 바꾸기',
  chatTitle: '채팅 제목',
  pin: '고정',
  unpin: '고정 해제',
  deleteChat: '삭제',
  chatRunning: '답변 중…',
  chatUnread: '읽지 않음',
  chatDeleted: (title) => `“${title}” 채팅을 삭제했습니다.`,
  undo: '실행 취소',
  noChats: '아직 채팅이 없습니다.',
  noChatFound: (text) => `“${text}”이(가) 포함된 채팅이 없습니다.`,
  chatsFound: (found) => count(found, { other: '채팅 #개를 찾았습니다' }),
  openChat: '채팅 열기',
  closeChat: '채팅 닫기',
  newAnswers: (found) => count(found, { other: '새 답변 #개' }),
  fullScreen: '전체 화면',
  leaveFullScreen: '전체 화면 종료',
  compare: '답변 비교',
  goOnWith: (name) => `${name}(으)로 계속`,
  allVersions: '모든 버전',
  noVersions: '이 채팅에는 버전이 하나뿐입니다. 질문을 수정하거나 다시 답변을 받으면 늘어납니다.',
  versionShown: '표시 중',
  exportChat: '내보내기',
  exportMarkdown: 'Markdown 형식',
  exportJson: 'JSON(다시 가져오기용)',
  exportHtml: '웹 페이지',
  printChat: '인쇄 또는 PDF…',
};
