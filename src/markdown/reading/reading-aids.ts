/** What a message needs only once its reader selects text in it; loaded after the first render. */
export { copySelection } from './copy-selection.ts';
export { SelectionKeeper } from '../elements/selection-keeper.ts';
