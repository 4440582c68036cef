/** The name of the event that opens the editor of a message. */
export const editEvent = 'rv-edit';

/** Opens the editor of the last question below an element; answers whether there is one that can be edited. */
export function editLastQuestion(root: Element): boolean {
  const questions = root.querySelectorAll('.rv-group [data-role="user"][data-message-id]');
  const last = [...questions].at(-1);
  return last?.dispatchEvent(new CustomEvent(editEvent, { cancelable: true })) === false;
}
