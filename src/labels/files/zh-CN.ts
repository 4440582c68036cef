import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Simplified Chinese. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: '附件',
  attach: '添加文件',
  attachments: '已添加的文件',
  dropFiles: '松开以添加文件',
  filesAttached: (names) => `已添加：${names}`,
  removeFile: (name) => `移除 ${name}`,
  fileRemoved: (name) => `已移除：${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}：不接受此类文件，仅限 ${limit}。`;
    if (reason === 'size') return `${name} 太大：最大 ${limit}。`;
    if (reason === 'count') return `未添加 ${name}。文件数量上限：${limit}。`;
    return `无法读取 ${name}。`;
  },
  attachFailed: '无法添加文件，请重试。',
  uploading: (name) => `正在上传 ${name}`,
  uploadFailed: (name, reason) => `${name} 未能上传：${reason}`,
  filesMissing: '请重试或移除未能上传的文件，然后即可发送。',
  retryFile: (name) => `重新上传 ${name}`,
  waitsForFiles: '文件上传完成后立即发送。',
  enlarge: (name) => `放大 ${name}`,
  actualSize: '实际大小',
  fitToWindow: '适应窗口',
  close: '关闭',
  pictureSoFar: '目前的图片',
  audio: '录音',
  video: '视频',
  loadMedia: (host) => `从 ${host || '此网站'} 加载`,
  dictate: '语音输入',
  stopDictation: '停止语音输入',
  listening: '正在聆听…',
  microphoneDenied: '无法使用麦克风，请在浏览器中允许。',
  dictationFailed: (reason) => `语音输入已停止：${reason}`,
  readAloud: '朗读',
  stopReading: '停止朗读',
  readingFailed: (reason) => `朗读已停止：${reason}`,
  messagesHint: '方向键在消息之间移动。按 Enter 进入消息，按 Esc 退出。',
  find: '在此聊天中查找',
  findNext: '下一处',
  findPrevious: '上一处',
  findClose: '关闭查找',
  findCount: (place, total) => `第 ${place} 处，共 ${total} 处`,
  findNone: '未找到',
};
