import { createLeaderLine, type LeaderLine, type Service } from '../../../../src/tabs/leader/leader-line'
import type { Port } from '../../../../src/tabs/protocol/port-end'
import { seededRandom } from '../../../support/property'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from './fake-browser'

export interface Page {
  readonly tab: FakeTab
  readonly line: LeaderLine
  readonly received: unknown[]
}

/** Pages that share one fake socket: what a page posts goes to `sent`, what the server pushes goes to all pages. */
export interface Pages {
  readonly browser: FakeBrowser
  readonly sent: unknown[]
  /** The tabs that have a socket. */
  readonly sockets: Set<string>
  readonly probes: string[]
  open(): Page
  push(frame: string): void
  /** The leader closes the ports of all pages. */
  closePorts(): void
  advance(ms: number): Promise<void>
}

export const LOST = 'lost'

export function createPages(seed = 1): Pages {
  const browser = createFakeBrowser()
  const random = seededRandom(seed)
  const services = new Map<string, { tab: FakeTab; ports: Port[]; lastFrameAt: number }>()
  let opened = 0
  const pages: Pages = {
    browser,
    sent: [],
    sockets: new Set(),
    probes: [],
    open() {
      const id = `page-${opened++}`
      const tab = browser.openTab(id, random)
      const serve = (): Service => {
        const own = { tab, ports: [] as Port[], lastFrameAt: 0 }
        services.set(id, own)
        pages.sockets.add(id)
        return {
          connect(port) {
            own.ports.push(port)
            port.addEventListener('message', ({ data }) => pages.sent.push(data))
            port.start()
          },
          stop() {
            pages.sockets.delete(id)
            services.delete(id)
          },
          probe(done) {
            pages.probes.push(id)
            browser.scheduler.at(20, () => tab.task(() => done('frame')))
          },
          lastFrameAt: () => own.lastFrameAt,
        }
      }
      const line = createLeaderLine({
        ...{ name: 'feed', id, platform: tab.platform, serve, lostMessage: LOST },
        isFrame: (message) => typeof message === 'string' && message.startsWith('frame'),
        onUnavailable: () => {},
      })
      const received: unknown[] = []
      line.port.addEventListener('message', ({ data }) => received.push(data))
      line.port.start()
      return { tab, line, received }
    },
    push(frame) {
      for (const own of services.values()) {
        own.tab.task(() => {
          own.lastFrameAt = browser.scheduler.now()
          for (const port of own.ports) port.postMessage(frame)
        })
      }
    },
    closePorts() {
      for (const { ports } of services.values()) for (const port of ports) port.close()
    },
    advance: browser.scheduler.advance,
  }
  return pages
}
