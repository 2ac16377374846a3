import { el, setText } from '../dom'
import { formatCount } from '../parts/format'

interface Settings {
  /** How many units there are: characters or bytes. */
  readonly length: number
  readonly unit: string
  /** How many units are shown at first, and how many more with each press of the button. */
  readonly first: number
  readonly more: number
  /** Keeps lines as they are. */
  readonly isTable?: boolean
  text(from: number, to: number): string
}

/** Text in one text node, of which only the start is shown until the user wants more: a large text is slow to lay out. */
export function createCappedText({ length, unit, first, more, isTable = false, text }: Settings): HTMLElement {
  const node = document.createTextNode('')
  const status = el('span')
  const button = el('button', { type: 'button', onclick: () => show(more) }, 'Show more')
  const pre = el('pre', { tabindex: 0, 'aria-label': 'Data' }, node)
  const footer = el('div', { class: 'frames-more' }, status, button)
  let shown = 0

  function show(count: number): void {
    const to = Math.min(shown + count, length)
    node.appendData(text(shown, to))
    shown = to
    setText(status, `${formatCount(shown)} of ${formatCount(length)} ${unit}`)
    button.hidden = shown === length
    // The focus would get lost with the button.
    if (button.hidden && button.matches(':focus')) pre.focus({ preventScroll: true })
  }

  show(first)
  const isWhole = shown === length
  return el('div', { class: isTable ? 'frames-text frames-hex' : 'frames-text' }, pre, isWhole ? null : footer)
}
