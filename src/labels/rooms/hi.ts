import type { RoomLabels } from '../../rooms/room-labels.ts';

/** What is said of rooms, in Hindi. */
export const roomWords: Omit<RoomLabels, 'locale'> = {
  roomMembers: 'इस कक्ष में',
  roomYou: (name) => `${name} (आप)`,
  roomModel: (name) => `${name} (मॉडल)`,
  roomMuted: 'मौन',
  roomTyping: (names) => `${names} लिख रहे हैं…`,
  roomJoined: (names) => `शामिल हुए: ${names}`,
  roomLeft: (names) => `चले गए: ${names}`,
  roomDeleted: 'यह संदेश वापस ले लिया गया।',
  roomEdited: 'बदला गया',
  roomSending: 'भेजा जा रहा है…',
  roomFailed: 'नहीं भेजा गया',
  roomRetry: 'फिर भेजें',
  roomDiscard: 'छोड़ दें',
  roomBegunAnew: 'सर्वर ने यह कमरा नए सिरे से शुरू किया है। ऊपर का सब कुछ अब केवल इस पृष्ठ पर है।',
  roomDelete: 'वापस लें',
  roomStop: 'उत्तर रोकें',
  roomReact: (emoji, count) => `${emoji} से प्रतिक्रिया दें (${count})`,
  roomMute: (name) => `${name} को मौन करें`,
  roomUnmute: (name) => `${name} को फिर लिखने दें`,
  roomRemove: (name) => `${name} को हटाएँ`,
  roomOlder: 'पुराने संदेश दिखाएँ',
  roomConnecting: 'कक्ष में प्रवेश हो रहा है…',
  roomReconnecting: 'कनेक्शन टूट गया। आप जो लिखते हैं वह सुरक्षित है। फिर कोशिश हो रही है…',
  roomReadOnly: 'आप यहाँ पढ़ सकते हैं, लिख नहीं सकते।',
};
