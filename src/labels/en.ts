/** What the components say by themselves: English. */
export { englishLabels as en } from '../components/labels/english-labels.ts';
