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

function trackConnections(): void {
  for (const connection of getDefaultRegistry().entries()) {
    connections.push(new WeakRef(connection))
    made++
  }
}

/** Runs one application: it opens, is flooded, loses its socket, reconnects, changes its url, hides, shows again, and unmounts. */
async function runApp(name: string, url: string): Promise<void> {
  const isOdd = rounds++ % 4 > 1
  const app = ADAPTERS[name]!(root(name), `${url}/?round=${rounds}`, isOdd)
  await until(`${name} to open`, isOpen(name))
  app.send(`flood ${FLOOD}`)
  await until(`the flood in ${name}`, () => received(name) >= FLOOD)
  app.send('terminate')
  await until(`${name} to lose its socket and reconnect`, () => openCount(name, '[data-attempt="1"]') === VIEWERS)
  app.reconnect()
  await until(`${name} to have another socket`, () => openCount(name, '[data-attempt="0"]') === VIEWERS)
  trackConnections()
  app.setUrl(`${url}/?other=${rounds}`)
  await until(`${name} to follow its url`, isOpen(name))
  // Shows the components again during the linger, then after it.
  for (const awayMs of [0, options.lingerMs! * 2]) {
    app.setShown(false)
    await pause(awayMs)
    app.setShown(true)
    await until(`${name} to open again`, isOpen(name))
  }
  trackConnections()
  app.unmount()
}

const soak = {
  round: async (url: string) => {
    for (const name of Object.keys(ADAPTERS)) await runApp(name, url)
  },
  async hold(url: string) {
    for (const [name, mount] of Object.entries(ADAPTERS)) held.push(mount(root(name), `${url}/?held`, false))
    await soak.untilHeldOpen()
    trackConnections()
  },
  async untilHeldOpen() {
    for (const name of Object.keys(ADAPTERS)) await until(`${name} to be open`, isOpen(name))
  },
  async untilHeldLost() {
    for (const name of Object.keys(ADAPTERS)) await until(`${name} to close`, () => openCount(name) === 0)
  },
  release() {
    for (const app of held.splice(0)) app.unmount()
  },
  pending: pendingCount,
  /** The number of connections that are not garbage-collected yet. */
  connections: () => (connections = connections.filter((reference) => reference.deref())).length,
  made: () => made,
}

Object.assign(window, { soak })
