/** What the components say by themselves: English. */
export { englishLabels as en } from '../components/english-labels.ts';
