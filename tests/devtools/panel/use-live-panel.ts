import { expect, onTestFinished } from 'vitest'
import { startServer, type TestServer } from '../../support/ws-server'
import { usePanelPage, type OpenOptions } from '../support/panel-page'
import type { LivePage } from './live.page'
import { driverOf, type DrawerDriver } from './use-drawer'

declare const live: LivePage

export interface LiveDriver extends DrawerDriver {
  readonly server: TestServer
  /** Messages that the application received. */
  received(): Promise<readonly unknown[]>
  closes(): Promise<readonly string[]>
  /** Sends a message from the application. */
  send(message: unknown): Promise<string>
  untilPhase(phase: string): Promise<void>
  /** What the server received after its handshake. */
  atServer(): string[]
}

/** The panel of a page that is connected to a real server which echoes, but not handshakes. One browser for the calling file. */
export const useLivePanel = () => {
  const { open } = usePanelPage(new URL('./live.page.ts', import.meta.url))
  return async ({ search = '', ...options }: OpenOptions = {}): Promise<LiveDriver> => {
    const server = await startServer({
      onMessage: (message, socket) => message.toString().includes('"auth"') || socket.send(message),
    })
    onTestFinished(() => server.stop())
    const { page, problems } = await open({ search: `?server=${encodeURIComponent(server.url)}${search}`, ...options })
    const untilPhase = (phase: string) => expect.poll(() => page.evaluate(() => live.phase()), { timeout: 15_000 }).toBe(phase)
    await untilPhase('open')
    return {
      ...driverOf(page, problems),
      server,
      received: () => page.evaluate(() => live.received),
      closes: () => page.evaluate(() => live.closes),
      send: (message) => page.evaluate((sent) => live.send(sent), message),
      untilPhase,
      atServer: () => server.messages.map(String).filter((message) => !message.includes('"auth"')),
    }
  }
}
