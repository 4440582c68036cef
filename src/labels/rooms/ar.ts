import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Arabic. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'في هذه الغرفة',
  roomYou: (name) => `${name} (أنت)`,
  roomModel: (name) => `${name} (نموذج)`,
  roomMuted: 'مكتوم',
  roomTyping: (names) => `يكتب الآن: ${names}…`,
  roomJoined: (names) => `انضم: ${names}`,
  roomLeft: (names) => `غادر: ${names}`,
  roomDeleted: 'سُحبت هذه الرسالة.',
  roomEdited: 'معدَّلة',
  roomSending: 'جارٍ الإرسال…',
  roomFailed: 'لم تُرسل',
  roomRetry: 'إعادة الإرسال',
  roomDiscard: 'تجاهل',
  roomBegunAnew: 'بدأ الخادم هذه الغرفة من جديد. ما ورد أعلاه لم يعد موجودًا إلا في هذه الصفحة.',
  roomDelete: 'سحب الرسالة',
  roomStop: 'إيقاف الإجابة',
  roomReact: (emoji, count) => `التفاعل بـ ${emoji} (${count})`,
  roomMute: (name) => `كتم ${name}`,
  roomUnmute: (name) => `السماح لـ ${name} بالكتابة`,
  roomRemove: (name) => `إخراج ${name}`,
  roomOlder: 'عرض الرسائل الأقدم',
  roomConnecting: 'جارٍ دخول الغرفة…',
  roomReconnecting: 'انقطع الاتصال. ما تكتبه محفوظ. تجري المحاولة من جديد…',
  roomReadOnly: 'يمكنك القراءة هنا دون الكتابة.',
};
