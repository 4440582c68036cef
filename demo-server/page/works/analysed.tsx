import { PipelineSteps } from 'rivulet/streams';
import type { AnalyseProps } from '../demo-chat.ts';
import { Found } from './found.tsx';

/** The steps of an analysis that an answer brings. */
export default function Analysed({ part: { output }, children }: AnalyseProps) {
  if (!output) return children;
  return <PipelineSteps part={{ data: output }} renderResult={(step) => <Found {...step} />} />;
}
