import './styles/base.css'
import './styles/page.css'
import './styles/faults.css'
import './styles/pane.css'
import './styles/examples.css'
import './styles/market.css'
import './styles/code.css'
import type { ConnectionRegistry } from 'websocket-store'
import { mountDevtools } from 'websocket-store/devtools'
import { mountReact } from './react/mount-react'
import { resetRenders, type PaneName } from './shared/render-count'
import { resetRows } from './shared/row-count'
import { isExample, registryOf, type MountedPane, type ExampleName } from './shared/examples'
import { showCode } from './shell/code-view'
import { byId } from './shell/dom'
import { bindFaultButtons } from './shell/faults'
import { watchFrames } from './shell/frames'
import { showOwner } from './shell/owner'
import { watchServer } from './shell/server-count'
import { showWire, showWireOf } from './shell/wire'
import { mountVue } from './vue/mount-vue'

const exampleOf = (hash: string): ExampleName => {
  const name = hash.slice(1)
  return isExample(name) ? name : 'chat'
}

let example = exampleOf(location.hash)

const panes: Record<PaneName, MountedPane> = {
  react: mountReact(byId('react').querySelector('.mount')!),
  vue: mountVue(byId('vue').querySelector('.mount')!),
}

const showPane = (pane: PaneName): void => {
  const isMounted = byId(`${pane}-mounted`, HTMLInputElement).checked
  resetRenders(pane)
  resetRows(pane)
  showWireOf(pane, isMounted)
  panes[pane].show(isMounted ? example : null)
}

let devtools: { readonly registry: ConnectionRegistry; readonly unmount: () => void } | undefined

/** An application would load the panel in development only. */
const showDevtools = (registry: ConnectionRegistry): void => {
  if (devtools?.registry === registry) return
  devtools?.unmount()
  devtools = { registry, unmount: mountDevtools({ registry }) }
}

const show = (next: ExampleName): void => {
  example = next
  showDevtools(registryOf(example))
  for (const link of document.querySelectorAll('nav a'))
    if (link.getAttribute('href') === `#${example}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  showPane('react')
  showPane('vue')
  showWire(example)
  showOwner(example)
  showCode(example)
}

byId('react-mounted').addEventListener('change', () => showPane('react'))
byId('vue-mounted').addEventListener('change', () => showPane('vue'))
addEventListener('hashchange', () => show(exampleOf(location.hash)))
bindFaultButtons(() => example)
watchServer(() => example)
watchFrames()
show(example)
