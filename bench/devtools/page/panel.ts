import { tap } from 'websocket-store'
import { mountDevtools } from '../../../src/devtools/index'
import { startApp } from './app'

/** What the page has of the devtools. */
export type PanelState = 'absent' | 'tapped' | 'closed' | 'open'

declare global {
  var setPanel: (state: PanelState) => void
}

const { registry } = startApp()
let remove: () => void = () => {}
let events = 0

const START: Record<PanelState, () => () => void> = {
  absent: () => () => {},
  tapped: () => tap(registry, () => void events++),
  closed: () => mountDevtools({ registry, open: false }),
  open: () => mountDevtools({ registry, open: true }),
}

globalThis.setPanel = (state) => {
  remove()
  // The panel remembers there that it was open.
  localStorage.clear()
  remove = START[state]()
  if (state === 'open') chooseFrames()
}

function chooseFrames(): void {
  const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
  const tab = roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>('[role=tab]')]).find(({ textContent }) => textContent?.startsWith('Frames'))
  if (!tab) throw new Error('The panel has no tab with frames.')
  tab.click()
}
