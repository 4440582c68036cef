import { conversations } from './conversations/hi.ts';
import { tellError, tellHint } from './error-words.ts';
import { fileWords } from './files/hi.ts';
import { formsOf } from './forms.ts';
import { uiWords } from './ui-formats/hi.ts';
import { aidWords } from './aids/hi.ts';
import { sharedTextWords } from './shared-text/hi.ts';
import { roomWords } from './rooms/hi.ts';
import { streamWords } from './streams/hi.ts';
import type { LanguageLabels } from './language-labels.ts';

const { number, count } = formsOf('hi');

const toolStates = {
  'input-streaming': 'तैयार हो रहा है…',
  'input-available': 'चल रहा है…',
  'approval-requested': 'अनुमति की प्रतीक्षा में',
  'approval-responded': 'उत्तर दिया गया',
  'output-available': 'पूरा',
  'output-error': 'विफल',
  'output-denied': 'अस्वीकृत',
};
const tableFormats = { tsv: 'TSV', markdown: 'Markdown', csv: 'CSV' };
const alerts = {
  note: 'टिप्पणी',
  tip: 'सुझाव',
  important: 'महत्वपूर्ण',
  warning: 'चेतावनी',
  caution: 'सावधान',
};

/** Everything the components say, in Hindi. */
export const hi: LanguageLabels = {
  ...uiWords,
  ...roomWords,
  ...streamWords,
  ...aidWords,
  ...sharedTextWords,
  ...fileWords,
  locale: 'hi',
  ...conversations,

  appLoading: (title) => `${title} लोड हो रहा है…`,
  appFailed: (title, reason) => `${title} नहीं दिखाया जा सकता: ${reason}`,
  appBlocked: 'इसका सैंडबॉक्स इस पेज पर नहीं खुलता',
  appClosed: (title) => `${title} बंद कर दिया गया है।`,
  appOpenAgain: 'फिर से खोलें',
  appAsksToOpen: (title) => `${title} यह पता खोलना चाहता है`,
  appOpenLink: 'खोलें',
  appKeepClosed: 'न खोलें',
  appLeaveFullScreen: 'पूरी स्क्रीन से बाहर आएँ',

  chat: 'चैट',
  messages: 'संदेश',
  emptyTitle: 'आप क्या जानना चाहेंगे?',
  suggestions: 'सुझाव',
  jumpToLatest: 'नवीनतम पर जाएँ',
  you: 'आप',
  assistant: 'सहायक',
  system: 'सिस्टम',

  message: 'संदेश',
  placeholder: 'संदेश लिखें',
  send: 'भेजें',
  sendHint: 'भेजें (Enter)',
  sendBlocked: 'उत्तर आ रहा है। इसे भेजने के लिए उत्तर रोकें या उसके पूरा होने की प्रतीक्षा करें।',
  sendAfter: 'उत्तर के बाद भेजें',
  stop: 'रोकें',
  stopHint: 'रोकें (Esc)',
  editMessage: 'संदेश संपादित करें',
  editHint: 'नया संस्करण भेजा जाएगा; पुराना बना रहेगा।',
  cancel: 'रद्द करें',

  copyMessage: 'संदेश कॉपी करें',
  copied: 'कॉपी हो गया',
  copyFailed: 'कॉपी नहीं हो सका',
  regenerate: 'फिर से उत्तर दें',
  sources: 'स्रोत',
  goodAnswer: 'अच्छा उत्तर',
  badAnswer: 'ख़राब उत्तर',
  quote: 'उद्धृत करें',
  showMore: 'और दिखाएँ',
  showChanges: 'बदलाव दिखाएँ',
  versions: 'संस्करण',
  previousVersion: 'पिछला संस्करण',
  nextVersion: 'अगला संस्करण',
  version: (at, all) => `${number(all)} में से संस्करण ${number(at)}`,
  thinking: 'सोच रहा है…',
  thoughts(seconds) {
    if (seconds === undefined) return 'विचार';
    return seconds < 1 ? 'एक पल सोचा' : `${number(Math.round(seconds))} सेकंड सोचा`;
  },
  droppedTurns: () => 'मॉडल अब ऊपर के संदेश नहीं देखता।',
  subagent: 'उप-एजेंट',
  codeBlock: 'कोड ब्लॉक।',
  answerBegins: 'उत्तर शुरू हो रहा है।',
  answerIsThere: 'उत्तर आ गया है।',

  tool: 'टूल',
  toolState: (state) => toolStates[state],
  approvalQuestion: (tool) => `“${tool}” की अनुमति दें?`,
  toolFailed: (tool, reason) => `“${tool}” विफल रहा: ${reason}`,
  allow: 'अनुमति दें',
  deny: 'अस्वीकार करें',
  allowAlways: 'हमेशा अनुमति दें',
  alwaysAllowed: 'इस चैट में हमेशा अनुमति है',
  askAgain: 'फिर से पूछें',
  denyBecause: 'कारण बताकर मना करें…',
  denyReason: 'मॉडल के लिए कारण',
  toolResult: 'परिणाम',
  steps: (steps) => count(steps, { one: '# चरण', other: '# चरण' }),
  stepsFailed: (steps) => count(steps, { other: '# विफल' }),

  stillWaiting: 'उत्तर अभी शुरू नहीं हुआ है। शायद मॉडल लोड हो रहा है।',

  stopped: 'रोका गया',
  truncated: 'कनेक्शन टूट गया – उत्तर अधूरा है।',
  expired: 'सर्वर के पास इस उत्तर का शेष भाग अब नहीं है।',
  failed: 'उत्तर त्रुटि के साथ समाप्त हुआ।',
  lengthLimit: 'उत्तर अपनी अधिकतम लंबाई तक पहुँच गया।',
  contentFilter: 'सामग्री फ़िल्टर ने यह उत्तर काट दिया।',
  retry: 'फिर कोशिश करें',
  continue: 'जारी रखें',

  error: tellError({
    network: 'सर्वर से कनेक्शन नहीं हो सका।',
    timeout: 'सर्वर बहुत देर तक चुप रहा।',
    protocol: 'सर्वर का उत्तर पढ़ा नहीं जा सका।',
    truncated: 'उत्तर पूरा होने से पहले रुक गया।',
    expired: 'सर्वर के पास यह उत्तर अब नहीं है।',
    storage: 'चैट सहेजी नहीं जा सकी।',
  }),
  errorHint: tellHint({
    wait: (seconds) => `सर्वर ${number(seconds)} सेकंड प्रतीक्षा करने को कहता है।`,
    askNow: 'अब आप फिर पूछ सकते हैं।',
    network: 'अपना कनेक्शन जाँचें और देखें कि सर्वर चल रहा है।',
    timeout: 'शायद वह व्यस्त है।',
    unauthorized: 'फिर से साइन इन करें या एक्सेस कुंजी जाँचें।',
    tooLarge: 'संदेश छोटा करें या नई चैट शुरू करें।',
    busy: 'बहुत से लोग पूछ रहे हैं। थोड़ी प्रतीक्षा करें।',
    server: 'गड़बड़ी सर्वर में है, आपके संदेश में नहीं।',
    askAgain: 'पूरा उत्तर पाने के लिए फिर पूछें।',
  }),
  dismiss: 'बंद करें',
  reconnecting: 'कनेक्शन टूट गया। फिर जोड़ा जा रहा है…',
  retryingIn: (seconds) => `कनेक्शन टूट गया। ${number(seconds)} सेकंड में फिर कोशिश होगी।`,
  offline: 'आप ऑफ़लाइन हैं। कनेक्शन लौटने पर चैट जारी रहेगी।',

  queued: 'ऊपर के उत्तर की प्रतीक्षा में',
  unsent: 'कनेक्शन की प्रतीक्षा में',
  sendNow: 'अभी भेजें',
  remove: 'हटाएँ',

  queuePlace: (place, length) =>
    length === undefined ? `कतार में स्थान ${place}` : `कतार में स्थान ${place}, कुल ${length}`,
  readingPrompt: (processed, total) => `प्रश्न पढ़ा जा रहा है, ${total} में से ${processed} टोकन`,
  promptRead: 'पढ़ लिया',
  awaitingFirstToken: 'पहले टोकन की प्रतीक्षा',
  tokens: (figure) => `${figure} टोकन`,
  tokensPerSecond: (rate) => `${rate} टोकन/से.`,
  firstToken: (time) => `पहला टोकन ${time}`,
  reconnects: (times) => count(times, { other: '# बार फिर जुड़ा' }),

  copy: 'कॉपी करें',
  copyCode: 'कोड कॉपी करें',
  code: (language) => (language ? `${language} कोड` : 'कोड'),
  plainText: 'पाठ',
  wrap: 'लपेटें',
  wrapLines: 'लंबी पंक्तियाँ लपेटें',
  download: 'डाउनलोड करें',
  saveAs: (fileName) => `${fileName} नाम से सहेजें`,
  showAllLines: (lines) => count(lines, { one: '# पंक्ति दिखाएँ', other: 'सभी # पंक्तियाँ दिखाएँ' }),
  showLess: 'कम दिखाएँ',

  tableFormat: (format) => tableFormats[format],
  copyTable: (format) => `तालिका ${tableFormats[format]} में कॉपी करें`,
  tableCopied: (format) => `${tableFormats[format]} कॉपी हो गया`,
  image: 'चित्र',
  loadImage: (host) => `${host || 'इस साइट'} से चित्र लोड करें`,
  enableLink: (host) => `${host || 'इस साइट'} का लिंक सक्षम करें`,
  thisSite: 'यह साइट',
  alert: (kind) => alerts[kind],
  footnotes: 'पाद-टिप्पणियाँ',
  backToReference: (reference) => `संदर्भ ${reference} पर लौटें`,
  taskDone: 'पूरा',
  taskOpen: 'बाकी',
  showDiagram: 'आरेख दिखाएँ',
  showCode: 'कोड दिखाएँ',
  diagramFailed: (reason) => `यह आरेख नहीं बनाया जा सका: ${reason}`,
  formulaFailed: (reason) => `यह सूत्र नहीं दिखाया जा सका: ${reason}`,
};
