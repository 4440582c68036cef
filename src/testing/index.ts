export { announcements, type Announcement, type Announcements } from './announcements.ts';
export { fuzzChunks, seededRandom } from './chunk-fuzz.ts';
export { collect } from './collect.ts';
export { cutBytes, faultyBytes, type ByteFaults } from './faulty-bytes.ts';
export { faultyTransport, type TransportFaults } from './faulty-transport.ts';
export { twoPeople, type TwoPeople, type TwoPeopleOptions } from './two-people.ts';
export { manualClock, settle, type ManualClock } from './manual-clock.ts';
export { manualFrames, type ManualFrames } from './manual-frames.ts';
export { renderCounts, type RenderCounts } from './render-counts.tsx';
export { textScript, type Script, type ScriptStep, type TextScriptOptions } from './script.ts';
export {
  scriptedTransport,
  type ScriptedTransport,
  type ScriptedTransportOptions,
} from './scripted-transport.ts';
