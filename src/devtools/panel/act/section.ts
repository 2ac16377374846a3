import type { AnyConnection } from '../../../core/vocabulary/tap'
import type { ConnectionModel } from '../../model/types'
import { el, setAttribute } from '../dom'
import type { ViewContext } from '../view'

/** One group of controls for the chosen connection. */
export interface Section {
  readonly element: HTMLElement
  update(model: ConnectionModel | null): void
}

export interface ActContext extends ViewContext {
  /** The chosen connection; null: none, or one of an imported session. */
  target(): AnyConnection | null
  /** Does something to the chosen connection, and says what was done or what is wrong. */
  act(does: (connection: AnyConnection) => string): void
}

export function button(text: string, onclick: () => void, title?: string): HTMLButtonElement {
  const element = el('button', { type: 'button', title, onclick: () => element.getAttribute('aria-disabled') !== 'true' && onclick() }, text)
  return element
}

/** Not with `disabled`, which would take the focus away: the keyboard would start at the top of the page. */
export const setButtonDisabled = (element: HTMLButtonElement, isDisabled: boolean): void =>
  setAttribute(element, 'aria-disabled', String(isDisabled))

export const field = (text: string, input: HTMLElement): HTMLElement => el('label', { class: 'field' }, text, input)

export const section = (title: string, ...children: readonly Node[]): HTMLFieldSetElement =>
  el('fieldset', { class: 'section' }, el('legend', {}, title), ...children)

export const row = (...children: readonly Node[]): HTMLElement => el('div', { class: 'controls' }, ...children)

