import type { FileLabels } from '../../components/labels/file-labels.ts';
import type { FindLabels } from '../../components/labels/find-labels.ts';
import type { VoiceLabels } from '../../components/labels/voice-labels.ts';

/** What is said of files and voices, in Hindi. */
export const fileWords: FileLabels & VoiceLabels & FindLabels = {
  attachment: 'अटैचमेंट',
  attach: 'फ़ाइलें जोड़ें',
  attachments: 'जोड़ी गई फ़ाइलें',
  dropFiles: 'जोड़ने के लिए फ़ाइलें यहाँ छोड़ें',
  filesAttached: (names) => `जोड़ी गई: ${names}`,
  removeFile: (name) => `${name} हटाएँ`,
  fileRemoved: (name) => `हटाई गई: ${name}`,
  fileRefused(name, reason, limit) {
    if (reason === 'type') return `${name}: इस प्रकार की फ़ाइल स्वीकार नहीं है, केवल ${limit}।`;
    if (reason === 'size') return `${name} बहुत बड़ी है: अधिकतम ${limit}।`;
    if (reason === 'count') return `${name} नहीं जोड़ी गई। फ़ाइलों की अधिकतम संख्या: ${limit}।`;
    return `${name} पढ़ी नहीं जा सकती।`;
  },
  attachFailed: 'फ़ाइलें नहीं जोड़ी जा सकीं। फिर से कोशिश करें।',
  uploading: (name) => `${name} अपलोड हो रही है`,
  uploadFailed: (name, reason) => `${name} अपलोड नहीं हुई: ${reason}`,
  filesMissing: 'जो फ़ाइलें अपलोड नहीं हुईं उन्हें फिर से अपलोड करें या हटाएँ; तब यह भेजा जा सकेगा।',
  retryFile: (name) => `${name} फिर से अपलोड करें`,
  waitsForFiles: 'फ़ाइलें अपलोड होते ही भेजा जाएगा।',
  enlarge: (name) => `${name} बड़ा करें`,
  actualSize: 'वास्तविक आकार',
  fitToWindow: 'विंडो में समाएँ',
  close: 'बंद करें',
  pictureSoFar: 'अब तक का चित्र',
  audio: 'रिकॉर्डिंग',
  video: 'वीडियो',
  loadMedia: (host) => `${host || 'इस साइट'} से लोड करें`,
  dictate: 'बोलकर लिखें',
  stopDictation: 'बोलकर लिखना रोकें',
  listening: 'सुन रहा है…',
  microphoneDenied: 'माइक्रोफ़ोन का उपयोग नहीं किया जा सकता। ब्राउज़र में अनुमति दें।',
  dictationFailed: (reason) => `बोलकर लिखना रुक गया: ${reason}`,
  readAloud: 'ज़ोर से पढ़ें',
  stopReading: 'पढ़ना रोकें',
  readingFailed: (reason) => `पढ़ना रुक गया: ${reason}`,
  messagesHint: 'तीर कुंजियाँ एक संदेश से दूसरे पर जाती हैं। Enter संदेश के अंदर ले जाता है, Esc बाहर।',
  find: 'इस चैट में खोजें',
  findNext: 'अगला मिलान',
  findPrevious: 'पिछला मिलान',
  findClose: 'खोज बंद करें',
  findCount: (place, total) => `${total} में से ${place}`,
  findNone: 'कुछ नहीं मिला',
};
