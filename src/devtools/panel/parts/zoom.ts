import { el } from '../dom'

export interface ZoomLevel {
  readonly text: string
  /** Infinity: everything. */
  readonly spanMs: number
}

export interface Zoom {
  readonly element: HTMLElement
  /** The chosen length of time. */
  spanMs(): number
}

/** Buttons to choose how much of the time is shown. */
export function createZoom(label: string, levels: readonly ZoomLevel[], chosen: ZoomLevel, onChange: () => void): Zoom {
  let level = chosen
  const buttons = levels.map((each) =>
    el('button', {
      type: 'button',
      'aria-pressed': String(each === level),
      onclick: () => {
        level = each
        levels.forEach((other, index) => buttons[index]?.setAttribute('aria-pressed', String(other === level)))
        onChange()
      },
    }, each.text),
  )
  return {
    element: el('div', { class: 'vw-zoom', role: 'group', 'aria-label': label }, ...buttons),
    spanMs: () => level.spanMs,
  }
}
