import { adoptSheet } from './layout-sheet.ts';

/** Adds a rule to the layout sheet in the root of an element, once, behind those that are there: for what few pages need. */
export function addLayoutRule(
  element: Element | null,
  selector: string,
  declarations: string,
): void {
  const sheet = adoptSheet(element);
  const rules = [...(sheet?.cssRules ?? [])];
  const isThere = rules.some(({ cssText }) => cssText.includes(`:where(${selector})`));
  if (!isThere)
    sheet?.insertRule(`@layer rivulet { :where(${selector}) { ${declarations} } }`, rules.length);
}
