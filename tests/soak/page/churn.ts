import { pause, pendingCount, until } from './pending'
import { getDefaultRegistry } from 'websocket-store'
import { options, VIEWERS, type ChurnApp, type MountChurnApp } from './churn-app'
import { mountReact } from './react-churn'
import { mountVue } from './vue-churn'

const FLOOD = 300
const ADAPTERS: Readonly<Record<string, MountChurnApp>> = { react: mountReact, vue: mountVue }

const root = (name: string): Element => document.getElementById(name)!
const openCount = (name: string, more = ''): number => root(name).querySelectorAll(`[data-state="1"]${more}`).length
const isOpen = (name: string) => () => openCount(name) === VIEWERS
const received = (name: string): number => Number(root(name).querySelector('output')?.textContent)

let connections: WeakRef<object>[] = []
let made = 0
const held: ChurnApp[] = []
let rounds = 0

function remember(): void {
  for (const connection of getDefaultRegistry().entries()) {
    connections.push(new WeakRef(connection))
    made++
  }
}

/** One life of an application: opens, is flooded, loses its socket, replaces it, changes its url, goes, comes back, ends. */
async function live(name: string, url: string): Promise<void> {
  const isOdd = rounds++ % 4 > 1
  const app = ADAPTERS[name]!(root(name), `${url}/?round=${rounds}`, isOdd)
  await until(`${name} to open`, isOpen(name))
  app.send(`flood ${FLOOD}`)
  await until(`the flood in ${name}`, () => received(name) >= FLOOD)
  app.send('terminate')
  await until(`${name} to lose its socket and come back`, () => openCount(name, '[data-attempt="1"]') === VIEWERS)
  app.reconnect()
  await until(`${name} to have another socket`, () => openCount(name, '[data-attempt="0"]') === VIEWERS)
  remember()
  app.setUrl(`${url}/?other=${rounds}`)
  await until(`${name} to follow its url`, isOpen(name))
  // Within the linger, then after it.
  for (const awayMs of [0, options.lingerMs! * 2]) {
    app.setShown(false)
    await pause(awayMs)
    app.setShown(true)
    await until(`${name} to be there again`, isOpen(name))
  }
  remember()
  app.unmount()
}

const soak = {
  round: async (url: string) => {
    for (const name of Object.keys(ADAPTERS)) await live(name, url)
  },
  async hold(url: string) {
    for (const [name, mount] of Object.entries(ADAPTERS)) held.push(mount(root(name), `${url}/?held`, false))
    await soak.untilHeldOpen()
    remember()
  },
  async untilHeldOpen() {
    for (const name of Object.keys(ADAPTERS)) await until(`${name} to be open`, isOpen(name))
  },
  async untilHeldLost() {
    for (const name of Object.keys(ADAPTERS)) await until(`${name} to notice`, () => openCount(name) === 0)
  },
  release() {
    for (const app of held.splice(0)) app.unmount()
  },
  pending: pendingCount,
  /** How many of the connections that ever were could not be collected. */
  connections: () => (connections = connections.filter((reference) => reference.deref())).length,
  made: () => made,
}

Object.assign(window, { soak })
