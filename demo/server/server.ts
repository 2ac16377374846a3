import type { AddressInfo } from 'node:net'
import { createChat } from './chat'
import { createCounter } from './counter'
import { createEcho } from './echo'
import { createFaultActions } from './fault-actions'
import { createFaultSwitches } from './faults'
import { createHttp } from './http'
import { createMarket } from './market'
import type { Page } from './page'
import { createSockets } from './sockets'
import { statsFor } from './stats'
import { createTicker } from './ticker'

export interface DemoServer {
  readonly port: number
  close(): Promise<void>
}

export interface DemoServerOptions {
  readonly host: string
  readonly port: number
  readonly page: Promise<Page>
}

/** Starts everything in one process: the page, its sockets, and the fault switches. */
export const startDemoServer = async ({ host, port, page }: DemoServerOptions): Promise<DemoServer> => {
  const endpoints = {
    '/echo': createEcho(),
    '/chat': createChat(),
    '/ticker': createTicker(),
    '/counter': createCounter(),
    '/market': createMarket(),
  }
  const switches = createFaultSwitches()
  const sockets = createSockets(endpoints, switches)
  const triggerFault = createFaultActions({ clients: sockets.clients, endpoints, switches })
  const http = createHttp({ page, triggerFault, stats: (tab) => statsFor(sockets, tab) })
  http.on('upgrade', sockets.accept)
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  }).catch((error: unknown) => {
    sockets.close()
    throw error
  })

  return {
    port: (http.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        switches.dispose()
        sockets.close()
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
