/** Enables or disables a control. Even an equal value would count as a change of the attribute. */
export function setDisabled(control: HTMLElement & { disabled: boolean }, isDisabled: boolean): void {
  if (control.disabled !== isDisabled) control.disabled = isDisabled
}
