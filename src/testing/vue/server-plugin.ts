import type { Plugin } from 'vue'
import { createWebSocketStore } from '../../vue/index'
import type { Surroundings, TestServer } from '../index'

const surroundings: Surroundings = {
  // Vue renders in a promise callback. All of them have run when nothing is on its way any more.
  async within(run, settle) {
    const value = await run()
    await settle()
    return value
  },
}

const prepared = new WeakSet()

/**
 * A plugin that connects an application to the server, for a mount function of your own: pass it in `global.plugins`. Until
 * the server stops, its waits also end only when the page shows what they caused. It does not stop the server.
 */
export function createServerPlugin<Received, Sent>(server: TestServer<Received, Sent>): Plugin {
  if (!prepared.has(server)) server.surround(surroundings)
  prepared.add(server)
  return createWebSocketStore({ registry: server.registry })
}
