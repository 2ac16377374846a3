import type { Fault } from '../../protocol'
import { pathOf, type SceneName } from '../shared/scenes'
import { formatCount } from '../shared/format'
import { byId } from './dom'

const bodyOf = (button: HTMLButtonElement, path: string): Record<string, unknown> => {
  switch (button.dataset['fault'] as Fault) {
    case 'close':
      return { path, code: Number(byId('close-code', HTMLSelectElement).value), reason: 'as you asked' }
    case 'flood':
      return { path, count: Number(button.dataset['count']) }
    default:
      return { path }
  }
}

const describe = (button: HTMLButtonElement, path: string, sockets: number): string => {
  const met = `${sockets} ${sockets === 1 ? 'socket' : 'sockets'} of ${path}`
  switch (button.dataset['fault'] as Fault) {
    case 'drop':
      return `Dropped ${met}.`
    case 'refuse':
      return `Dropped ${met}; new ones are answered with 503 for 10 s.`
    case 'silent':
      return `${met} and whoever comes next hear nothing for 15 s.`
    case 'close':
      return `Closed ${met}.`
    case 'flood':
      return `${formatCount(Number(button.dataset['count']))} messages are on their way to ${met}.`
    case 'heal':
      return `${path} behaves again.`
  }
}

/** The buttons go over plain HTTP: a broken socket cannot take its own repair with it. */
export const wireFaults = (scene: () => SceneName): void => {
  const outcome = byId('outcome')
  const cause = async (button: HTMLButtonElement): Promise<void> => {
    const path = pathOf[scene()]
    try {
      const response = await fetch(`/faults/${button.dataset['fault'] ?? ''}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(button, path)),
      })
      if (!response.ok) throw new Error(String(response.status))
      const { sockets } = (await response.json()) as { sockets: number }
      outcome.textContent = describe(button, path, sockets)
    } catch {
      outcome.textContent = 'The server does not answer.'
    }
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fault]'))
    button.addEventListener('click', () => void cause(button))
}
