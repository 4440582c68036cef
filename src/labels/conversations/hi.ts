import type { ConversationLabels } from '../../components/labels/conversation-labels.ts';
import { formsOf } from '../forms.ts';

const { count } = formsOf('hi');

/** What lists of chats and what belongs to them say, in Hindi. */
export const conversations: ConversationLabels = {
  chats: 'चैट',
  newChat: 'नई चैट',
  searchChats: 'चैट खोजें',
  pinned: 'पिन की गई',
  today: 'आज',
  yesterday: 'कल',
  previousWeek: 'पिछले 7 दिन',
  chatActions: (title) => `“${title}” के लिए और कार्रवाइयाँ`,
  rename: 'नाम बदलें',
  chatTitle: 'चैट का शीर्षक',
  pin: 'पिन करें',
  unpin: 'पिन हटाएँ',
  deleteChat: 'मिटाएँ',
  chatRunning: 'जवाब दे रहा है…',
  chatUnread: 'बिना पढ़ी',
  chatDeleted: (title) => `“${title}” मिटा दी गई।`,
  undo: 'वापस लाएँ',
  noChats: 'अभी कोई चैट नहीं है।',
  noChatFound: (text) => `किसी चैट में “${text}” नहीं है।`,
  chatsFound: (found) => count(found, { one: '# चैट मिली', other: '# चैट मिलीं' }),
  openChat: 'चैट खोलें',
  closeChat: 'चैट बंद करें',
  newAnswers: (found) => count(found, { one: '# नया जवाब', other: '# नए जवाब' }),
  fullScreen: 'पूरी स्क्रीन',
  leaveFullScreen: 'पूरी स्क्रीन से बाहर निकलें',
  compare: 'उत्तरों की तुलना',
  goOnWith: (name) => `${name} के साथ आगे बढ़ें`,
  allVersions: 'सभी संस्करण',
  noVersions: 'इस चैट का एक ही संस्करण है। सवाल बदलने या नया जवाब माँगने से एक और बनता है।',
  versionShown: 'दिखाया जा रहा है',
  exportChat: 'निर्यात करें',
  exportMarkdown: 'Markdown रूप में',
  exportJson: 'JSON, फिर से आयात के लिए',
  exportHtml: 'वेब पेज',
  printChat: 'छापें या PDF…',
};
