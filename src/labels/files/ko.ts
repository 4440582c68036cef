import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Korean. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: '첨부 파일',
  attach: '파일 첨부',
  attachments: '첨부한 파일',
  dropFiles: '첨부할 파일을 여기에 놓으세요',
  filesAttached: (names) => `첨부됨: ${names}`,
  removeFile: (name) => `${name} 제거`,
  fileRemoved: (name) => `제거됨: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type')
      return `${name}: 이 형식의 파일은 첨부할 수 없습니다. 가능한 형식: ${limit}.`;
    if (reason === 'size') return `${name} 파일이 너무 큽니다. 최대 ${limit}.`;
    if (reason === 'count') return `${name} 파일이 첨부되지 않았습니다. 최대 파일 수: ${limit}.`;
    return `${name} 파일을 읽을 수 없습니다.`;
  },
  attachFailed: '파일을 첨부하지 못했습니다. 다시 시도하세요.',
  uploading: (name) => `${name} 업로드 중`,
  uploadFailed: (name, reason) => `${name} 업로드 실패: ${reason}`,
  filesMissing: '업로드되지 않은 파일을 다시 시도하거나 제거하면 보낼 수 있습니다.',
  retryFile: (name) => `${name} 다시 업로드`,
  waitsForFiles: '파일 업로드가 끝나면 바로 보냅니다.',
  enlarge: (name) => `${name} 확대`,
  actualSize: '실제 크기',
  fitToWindow: '창에 맞추기',
  close: '닫기',
  pictureSoFar: '지금까지의 이미지',
  audio: '녹음',
  video: '동영상',
  loadMedia: (host) => `${host || '이 사이트'}에서 불러오기`,
  dictate: '받아쓰기',
  stopDictation: '받아쓰기 중지',
  listening: '듣는 중…',
  microphoneDenied: '마이크를 사용할 수 없습니다. 브라우저에서 허용하세요.',
  dictationFailed: (reason) => `받아쓰기가 중지되었습니다: ${reason}`,
  readAloud: '소리 내어 읽기',
  stopReading: '읽기 중지',
  readingFailed: (reason) => `읽기가 중지되었습니다: ${reason}`,
  messagesHint:
    '화살표 키로 메시지 사이를 이동합니다. Enter 키로 안으로 들어가고 Esc 키로 나옵니다.',
  find: '이 채팅에서 찾기',
  findNext: '다음 결과',
  findPrevious: '이전 결과',
  findClose: '찾기 닫기',
  findCount: (place, total) => `${total}개 중 ${place}번째`,
  findNone: '찾을 수 없음',
};
