/** Shows or hides an element. Even an equal value would count as a change of the attribute. */
export function setHidden(element: HTMLElement, isHidden: boolean): void {
  if (element.hidden !== isHidden) element.hidden = isHidden
}
