import type { Fault } from '../../protocol'
import { pathOf, type ExampleName } from '../shared/examples'
import { session } from '../shared/identity'
import { byId } from './dom'
import { outcomeOf } from './fault-outcome'

const countOf = (button: HTMLButtonElement): number => Number(button.dataset['count'])

const bodyOf = (button: HTMLButtonElement, path: string): Record<string, unknown> => {
  switch (button.dataset['fault'] as Fault) {
    case 'close':
      return { session, path, code: Number(byId('close-code', HTMLSelectElement).value), reason: 'requested on the page' }
    case 'flood':
      return { session, path, count: countOf(button) }
    default:
      return { session, path }
  }
}

/** The buttons use plain HTTP, so they also work when the sockets are broken. */
export const bindFaultButtons = (example: () => ExampleName): void => {
  const outcome = byId('outcome')
  const requestFault = async (button: HTMLButtonElement, path: string): Promise<string> => {
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
      return 'The server does not respond.'
    }
  }
  const trigger = async (button: HTMLButtonElement): Promise<void> => {
    const path = pathOf[example()]
    const answer = await requestFault(button, path)
    // Do not show the outcome if the user has opened another example in the meantime.
    if (path === pathOf[example()]) outcome.textContent = answer
  }
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-fault]'))
    button.addEventListener('click', () => void trigger(button))
  addEventListener('hashchange', () => (outcome.textContent = ''))
}
