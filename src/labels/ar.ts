import { alerts } from './alerts/ar.ts';
import { conversations } from './conversations/ar.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/ar.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/ar.ts';
import { aidWords } from './aids/ar.ts';
import { sharedTextWords } from './shared-text/ar.ts';
import { roomWords } from './rooms/ar.ts';
import { streamWords } from './streams/ar.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('ar');

const toolStates = {
  'input-streaming': 'قيد التحضير…',
  'input-available': 'قيد التنفيذ…',
  'approval-requested': 'بانتظار الموافقة',
  'approval-responded': 'تم الرد',
  'output-available': 'تم',
  'output-error': 'فشل',
  'output-denied': 'مرفوض',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const seconds = {
  one: 'ثانية واحدة',
  two: 'ثانيتين',
  few: '# ثوانٍ',
  other: '# ثانية',
};

/** Everything the components say, in Arabic. */
export const ar: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'ar',
  ...conversations,

  appLoading: (title) => `جارٍ تحميل ${title}…`,
  appFailed: (title, reason) => `تعذّر عرض ${title}: ${reason}`,
  appBlocked: 'لا يُفتح صندوقه المعزول في هذه الصفحة',
  appClosed: (title) => `أُغلق ${title}.`,
  appOpenAgain: 'فتح من جديد',
  appAsksToOpen: (title) => `يريد ${title} فتح هذا العنوان`,
  appOpenLink: 'فتح',
  appKeepClosed: 'عدم الفتح',
  appLeaveFullScreen: 'مغادرة ملء الشاشة',

  chat: 'محادثة',
  messages: 'الرسائل',
  emptyTitle: 'ماذا تود أن تعرف؟',
  suggestions: 'اقتراحات',
  jumpToLatest: 'الانتقال إلى الأحدث',
  you: 'أنت',
  assistant: 'المساعد',
  system: 'النظام',

  message: 'رسالة',
  placeholder: 'اكتب رسالة',
  send: 'إرسال',
  sendHint: 'إرسال (Enter)',
  sendBlocked: 'هناك إجابة قيد الكتابة. أوقفها أو انتظر نهايتها لإرسال هذه الرسالة.',
  sendAfter: 'إرسال بعد الإجابة',
  stop: 'إيقاف',
  stopHint: 'إيقاف (Esc)',
  editMessage: 'تعديل الرسالة',
  editHint: 'تُرسل نسخة جديدة وتبقى القديمة محفوظة.',
  cancel: 'إلغاء',

  copyMessage: 'نسخ الرسالة',
  copied: 'تم النسخ',
  copyFailed: 'تعذر النسخ',
  regenerate: 'إعادة الإجابة',
  sources: 'المصادر',
  goodAnswer: 'إجابة جيدة',
  badAnswer: 'إجابة سيئة',
  quote: 'اقتباس',
  showMore: 'عرض المزيد',
  showChanges: 'عرض التغييرات',
  versions: 'النسخ',
  previousVersion: 'النسخة السابقة',
  nextVersion: 'النسخة التالية',
  version: (at, all) => `النسخة ${number(at)} من ${number(all)}`,
  thinking: 'يفكر…',
  thoughts(time) {
    if (time === undefined) return 'التفكير';
    return time < 1 ? 'فكر لحظة' : `فكر ${count(Math.round(time), seconds)}`;
  },
  droppedTurns: () => 'لم يعد النموذج يرى الرسائل أعلاه.',
  subagent: 'وكيل فرعي',
  codeBlock: 'كتلة شيفرة.',
  answerBegins: 'بدأت الإجابة.',
  answerIsThere: 'وصلت الإجابة.',

  tool: 'أداة',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `هل تسمح بـ«${tool}»؟`,
  toolFailed: (tool, reason) => `فشلت «${tool}»: ${reason}`,
  allow: 'سماح',
  deny: 'رفض',
  allowAlways: 'السماح دائمًا',
  alwaysAllowed: 'مسموح دائمًا في هذه المحادثة',
  askAgain: 'السؤال مجددًا',
  denyBecause: 'رفض مع ذكر السبب…',
  denyReason: 'السبب، للنموذج',
  toolResult: 'النتيجة',
  steps: (steps) =>
    count(steps, {
      one: 'خطوة واحدة',
      two: 'خطوتان',
      few: '# خطوات',
      many: '# خطوة',
      other: '# خطوة',
    }),
  stepsFailed: (steps) =>
    count(steps, {
      one: 'فشلت واحدة',
      two: 'فشلت اثنتان',
      other: 'فشلت #',
    }),

  stillWaiting: 'لم تبدأ الإجابة بعد. ربما يتم تحميل النموذج.',

  stopped: 'تم الإيقاف',
  truncated: 'انقطع الاتصال – الإجابة غير مكتملة.',
  expired: 'لم يعد الخادم يحتفظ ببقية هذه الإجابة.',
  failed: 'انتهت الإجابة بخطأ.',
  lengthLimit: 'بلغت الإجابة الحد الأقصى للطول.',
  contentFilter: 'قطع مرشح المحتوى هذه الإجابة.',
  retry: 'إعادة المحاولة',
  continue: 'متابعة',

  error: tellError({
    network: 'تعذر الاتصال بالخادم.',
    timeout: 'لم يستجب الخادم لوقت طويل.',
    protocol: 'تعذرت قراءة إجابة الخادم.',
    truncated: 'توقفت الإجابة قبل أن تكتمل.',
    expired: 'لم يعد الخادم يحتفظ بهذه الإجابة.',
    storage: 'تعذر حفظ المحادثة.',
  }),
  errorHint: tellHint({
    wait: (time) => `يطلب الخادم الانتظار ${count(time, seconds)}.`,
    askNow: 'يمكنك السؤال مجددًا الآن.',
    network: 'تحقق من اتصالك ومن أن الخادم يعمل.',
    timeout: 'ربما يكون مشغولًا.',
    unauthorized: 'سجّل الدخول مجددًا أو تحقق من مفتاح الوصول.',
    tooLarge: 'اختصر الرسالة أو ابدأ محادثة جديدة.',
    busy: 'هناك طلبات كثيرة. انتظر لحظة.',
    server: 'الخلل في الخادم وليس في رسالتك.',
    askAgain: 'اسأل مجددًا للحصول على الإجابة كاملة.',
  }),
  dismiss: 'إغلاق',
  reconnecting: 'انقطع الاتصال. جارٍ إعادة الاتصال…',
  retryingIn: (time) => `انقطع الاتصال. محاولة جديدة بعد ${count(time, seconds)}.`,
  offline: 'أنت غير متصل. تستمر المحادثة عند عودة الاتصال.',

  queued: 'تنتظر الإجابة أعلاه',
  unsent: 'تنتظر الاتصال',
  sendNow: 'إرسال الآن',
  remove: 'إزالة',

  queuePlace: (place, length) =>
    length === undefined ? `في الانتظار، الدور ${place}` : `في الانتظار، الدور ${place} من ${length}`,
  readingPrompt: (processed, total) => `قراءة السؤال، ${processed} من ${total} رمزًا`,
  promptRead: 'تمت القراءة',
  awaitingFirstToken: 'بانتظار أول رمز',
  tokens: (figure) => `الرموز: ${figure}`,
  tokensPerSecond: (rate) => `${rate} رمز/ث`,
  firstToken: (time) => `أول رمز ${time}`,
  reconnects: (times) =>
    count(times, {
      one: 'إعادة اتصال واحدة',
      two: 'إعادتا اتصال',
      few: '# إعادات اتصال',
      other: '# إعادة اتصال',
    }),

  copy: 'نسخ',
  copyCode: 'نسخ الشيفرة',
  code: (language) => (language ? `شيفرة ${language}` : 'شيفرة'),
  plainText: 'نص',
  wrap: 'التفاف',
  wrapLines: 'لف الأسطر الطويلة',
  download: 'تنزيل',
  saveAs: (fileName) => `حفظ باسم ${fileName}`,
  showAllLines: (lines) =>
    count(lines, {
      one: 'عرض سطر واحد',
      two: 'عرض السطرين',
      few: 'عرض كل الأسطر (#)',
      other: 'عرض كل الأسطر (#)',
    }),
  showLess: 'عرض أقل',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `نسخ الجدول بصيغة ${tableFormats[format]}`,
  tableCopied: (format) => `تم النسخ بصيغة ${tableFormats[format]}`,
  image: 'صورة',
  loadImage: (host) => `تحميل الصورة من ${host || 'هذا الموقع'}`,
  enableLink: (host) => `تفعيل الرابط إلى ${host || 'هذا الموقع'}`,
  thisSite: 'هذا الموقع',
  alert: (kind) => alerts[kind],
  footnotes: 'الحواشي',
  backToReference: (reference) => `العودة إلى الإشارة ${reference}`,
  taskDone: 'منجز',
  taskOpen: 'غير منجز',
  showDiagram: 'عرض المخطط',
  showCode: 'عرض الشيفرة',
  diagramFailed: (reason) => `تعذر رسم هذا المخطط: ${reason}`,
  formulaFailed: (reason) => `تعذر عرض هذه الصيغة: ${reason}`,
};
