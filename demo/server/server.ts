import type { AddressInfo } from 'node:net'
import { createFaultActions } from './fault-actions'
import { createHttp } from './http'
import type { Page } from './page'
import { createSessions } from './sessions'
import { createSockets } from './sockets'
import { statsFor } from './stats'

export interface DemoServer {
  readonly port: number
  close(): Promise<void>
}

export interface DemoServerOptions {
  readonly host: string
  readonly port: number
  readonly page: Promise<Page>
}

/** Starts everything in one process: the page, and the sockets and faults of its visitors. */
export const startDemoServer = async ({ host, port, page }: DemoServerOptions): Promise<DemoServer> => {
  const sessions = createSessions()
  const sockets = createSockets(sessions)
  const http = createHttp({
    page,
    triggerFault: createFaultActions(sessions),
    stats: (session, tab) => statsFor(sessions, session, tab),
  })
  const end = (): void => {
    sockets.close()
    sessions.dispose()
  }
  http.on('upgrade', sockets.accept)
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(port, host, () => {
      http.off('error', reject)
      resolve()
    })
  }).catch((error: unknown) => {
    end()
    throw error
  })

  return {
    port: (http.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        end()
        http.close(() => resolve())
        http.closeAllConnections()
      }),
  }
}
