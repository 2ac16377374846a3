import './styles/base.css'
import './styles/page.css'
import './styles/pane.css'
import './styles/scenes.css'
import './styles/market.css'
import './styles/code.css'
import { mountReact } from './react/mount-react'
import { resetRenders, type PaneName } from './shared/render-count'
import { isScene, type MountedPane, type SceneName } from './shared/scenes'
import { showCode } from './shell/code-view'
import { byId } from './shell/dom'
import { wireFaults } from './shell/faults'
import { watchFrames } from './shell/frames'
import { watchServer } from './shell/server-count'
import { showWire } from './shell/wire'
import { mountVue } from './vue/mount-vue'

const sceneOf = (hash: string): SceneName => {
  const name = hash.slice(1)
  return isScene(name) ? name : 'chat'
}

let scene = sceneOf(location.hash)

const panes: Record<PaneName, MountedPane> = {
  react: mountReact(byId('react').querySelector('.mount')!),
  vue: mountVue(byId('vue').querySelector('.mount')!),
}

const showPane = (pane: PaneName): void => {
  const isMounted = byId(`${pane}-mounted`, HTMLInputElement).checked
  resetRenders(pane)
  panes[pane].show(isMounted ? scene : null)
}

const show = (next: SceneName): void => {
  scene = next
  for (const link of document.querySelectorAll('nav a'))
    if (link.getAttribute('href') === `#${scene}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  showPane('react')
  showPane('vue')
  showWire(scene)
  showCode(scene)
}

byId('react-mounted').addEventListener('change', () => showPane('react'))
byId('vue-mounted').addEventListener('change', () => showPane('vue'))
addEventListener('hashchange', () => show(sceneOf(location.hash)))
wireFaults(() => scene)
watchServer()
watchFrames()
show(scene)
