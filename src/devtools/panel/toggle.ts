import type { ConnectionModel } from '../model/types'
import { el, setAttribute, setText } from './dom'
import { phaseText, toneOf, worstOf } from './tone'

export interface Toggle {
  readonly element: HTMLButtonElement
  update(models: readonly ConnectionModel[], isOffline: boolean): void
}

export const TOGGLE_CSS = `
.toggle {
  position: fixed; z-index: 2147483647; inset: auto 12px calc(12px + var(--nth, 0) * 44px) auto; display: flex; align-items: center; gap: 6px;
  min-height: 32px; padding: 4px 12px; border-radius: 16px; background: var(--bg); font-weight: 600; box-shadow: 0 1px 6px rgb(0 0 0 / .3);
}
`

/** The button of a closed panel: the number of connections, and the worst of their states. */
export function createToggle(onclick: () => void): Toggle {
  const dot = el('span', { class: 'dot', 'aria-hidden': 'true' })
  const count = el('span')
  const element = el('button', { type: 'button', class: 'toggle', title: 'Open the WebSocket panel (Alt+Shift+W)', onclick },
    dot, el('span', {}, 'WS'), count)
  return {
    element,
    update(all, isOffline) {
      const models = all.filter(({ isDisposed }) => !isDisposed)
      const worst = worstOf(models)
      dot.dataset.tone = isOffline ? 'bad' : worst ? toneOf(worst) : 'off'
      setText(count, String(models.length))
      const connections = models.length === 1 ? '1 connection' : `${models.length} connections`
      const label = `Open the WebSocket panel: ${connections}${worst ? `, worst state: ${phaseText(worst)}` : ''}${isOffline ? ', offline' : ''}`
      setAttribute(element, 'aria-label', label)
    },
  }
}
