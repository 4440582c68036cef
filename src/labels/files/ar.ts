import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Arabic. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'مرفق',
  attach: 'إرفاق ملفات',
  attachments: 'الملفات المرفقة',
  dropFiles: 'أفلت الملفات لإرفاقها',
  filesAttached: (names) => `تم إرفاق: ${names}`,
  removeFile: (name) => `إزالة ${name}`,
  fileRemoved: (name) => `تمت إزالة: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}: هذا النوع من الملفات غير مقبول، المقبول فقط ${limit}.`;
    if (reason === 'size') return `${name} كبير جدًا: الحد الأقصى ${limit}.`;
    if (reason === 'count') return `لم يتم إرفاق ${name}. الحد الأقصى لعدد الملفات: ${limit}.`;
    return `تتعذر قراءة ${name}.`;
  },
  attachFailed: 'تعذر إرفاق الملفات. حاول مرة أخرى.',
  uploading: (name) => `جارٍ رفع ${name}`,
  uploadFailed: (name, reason) => `لم يتم رفع ${name}: ${reason}`,
  filesMissing: 'أعد رفع الملفات التي لم تُرفع أو أزلها؛ عندها يمكن الإرسال.',
  retryFile: (name) => `إعادة رفع ${name}`,
  waitsForFiles: 'سيتم الإرسال بمجرد رفع الملفات.',
  enlarge: (name) => `تكبير ${name}`,
  actualSize: 'الحجم الفعلي',
  fitToWindow: 'ملاءمة النافذة',
  close: 'إغلاق',
  pictureSoFar: 'الصورة حتى الآن',
  audio: 'تسجيل صوتي',
  video: 'فيديو',
  loadMedia: (host) => `تحميل من ${host || 'هذا الموقع'}`,
  dictate: 'إملاء صوتي',
  stopDictation: 'إيقاف الإملاء',
  listening: 'جارٍ الاستماع…',
  microphoneDenied: 'لا يمكن استخدام الميكروفون. اسمح به في المتصفح.',
  dictationFailed: (reason) => `توقف الإملاء: ${reason}`,
  readAloud: 'قراءة بصوت عالٍ',
  stopReading: 'إيقاف القراءة',
  readingFailed: (reason) => `توقفت القراءة: ${reason}`,
  messagesHint: 'مفاتيح الأسهم تنتقل من رسالة إلى أخرى. يدخل Enter إلى الرسالة ويخرج Esc منها.',
  find: 'البحث في هذه المحادثة',
  findNext: 'النتيجة التالية',
  findPrevious: 'النتيجة السابقة',
  findClose: 'إغلاق البحث',
  findCount: (place, total) => `${place} من ${total}`,
  findNone: 'لا توجد نتائج',
};
