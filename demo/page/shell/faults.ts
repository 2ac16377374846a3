import type { Fault } from '../../protocol'
import { pathOf, type SceneName } from '../shared/scenes'
import { byId } from './dom'
import { outcomeOf } from './fault-outcome'

const countOf = (button: HTMLButtonElement): number => Number(button.dataset['count'])

const bodyOf = (button: HTMLButtonElement, path: string): Record<string, unknown> => {
  switch (button.dataset['fault'] as Fault) {
    case 'close':
      return { path, code: Number(byId('close-code', HTMLSelectElement).value), reason: 'as you asked' }
    case 'flood':
      return { path, count: countOf(button) }
    default:
      return { path }
  }
}

/** The buttons go over plain HTTP: a broken socket cannot take its own repair with it. */
export const wireFaults = (scene: () => SceneName): void => {
  const outcome = byId('outcome')
  const answerTo = async (button: HTMLButtonElement, path: string): Promise<string> => {
    const fault = button.dataset['fault'] as Fault
    try {
      const response = await fetch(`/faults/${fault}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(bodyOf(button, path)),
      })
      if (!response.ok) throw new Error(String(response.status))
      const { sockets } = (await response.json()) as { sockets: number }
      return outcomeOf(fault, { path, sockets, count: countOf(button) })
    } catch {
      return 'The server does not answer.'
    }
  }
  const cause = async (button: HTMLButtonElement): Promise<void> => {
    const path = pathOf[scene()]
    const answer = await answerTo(button, path)
    // Of a scene that was left meanwhile nobody wants to read.
    if (path === pathOf[scene()]) outcome.textContent = answer
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fault]'))
    button.addEventListener('click', () => void cause(button))
  addEventListener('hashchange', () => (outcome.textContent = ''))
}
