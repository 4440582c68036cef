import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('ar');

/** What lists of chats and what belongs to them say, in Arabic. */
export const conversations: ConversationLabels = {
  chats: 'المحادثات',
  newChat: 'محادثة جديدة',
  searchChats: 'البحث في المحادثات',
  pinned: 'المثبتة',
  today: 'اليوم',
  yesterday: 'أمس',
  previousWeek: 'آخر 7 أيام',
  chatActions: (title) => `مزيد من الإجراءات لـ «${title}»`,
  rename: 'إعادة التسمية',
  chatTitle: 'عنوان المحادثة',
  pin: 'تثبيت',
  unpin: 'إلغاء التثبيت',
  deleteChat: 'حذف',
  chatRunning: 'يجيب الآن…',
  chatUnread: 'غير مقروءة',
  chatDeleted: (title) => `حُذفت «${title}».`,
  undo: 'تراجع',
  noChats: 'لا توجد محادثات بعد.',
  noChatFound: (text) => `لا توجد محادثة تحتوي على «${text}».`,
  chatsFound: (found) =>
    count(found, {
      zero: 'لم يُعثر على محادثات',
      one: 'عُثر على محادثة واحدة',
      two: 'عُثر على محادثتين',
      few: 'عُثر على # محادثات',
      many: 'عُثر على # محادثة',
      other: 'عُثر على # محادثة',
    }),
  openChat: 'فتح المحادثة',
  closeChat: 'إغلاق المحادثة',
  newAnswers: (found) =>
    count(found, {
      zero: 'لا ردود جديدة',
      one: 'رد جديد',
      two: 'ردّان جديدان',
      few: '# ردود جديدة',
      many: '# ردًا جديدًا',
      other: '# رد جديد',
    }),
  fullScreen: 'ملء الشاشة',
  leaveFullScreen: 'الخروج من ملء الشاشة',
  compare: 'مقارنة الإجابات',
  goOnWith: (name) => `المتابعة مع ${name}`,
  allVersions: 'كل النسخ',
  noVersions: 'لهذه المحادثة نسخة واحدة. تعديل سؤال أو طلب إجابة جديدة ينشئ نسخة أخرى.',
  versionShown: 'معروضة',
  exportChat: 'تصدير',
  exportMarkdown: 'بصيغة Markdown',
  exportJson: 'JSON لإعادة الاستيراد',
  exportHtml: 'صفحة ويب',
  printChat: 'طباعة أو PDF…',
};
