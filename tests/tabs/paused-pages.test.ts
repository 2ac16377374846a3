import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { json, type ChannelProtocol } from 'websocket-store'
import type { ServedOptions } from '../../src/tabs/worker'
import { createFakeTabs } from './support/fake-tabs'

vi.mock('../../src/tabs/protocol/limits', () => ({ MAX_KEPT: 50, MAX_KEPT_BYTES: 10_000, READ_EVERY: 4, MAX_UNREAD: 20, PATIENCE_MS: 1000 }))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
afterEach(() => void vi.useRealTimers())

interface Frame {
  readonly n: number
}

const protocol: ChannelProtocol<Frame, unknown, number> = { subscribe: (key) => ({ key }), route: () => 'book', positionOf: ({ n }) => n }

/** Two pages, of which the first does not read any more. */
function startFrozen() {
  const tabs = createFakeTabs(() => ({ codec: json(), channels: protocol }) as unknown as ServedOptions)
  onTestFinished(() => tabs.stop())
  const [frozen, other] = [tabs.openPage(), tabs.openPage()].map((page) => {
    const log: unknown[] = []
    const errors: string[] = []
    page.channel.onRecovery((verdict) => void log.push(verdict))
    page.channel.onMessage((message) => void log.push((message as Frame).n))
    page.connection.on('error', ({ code }) => void errors.push(code))
    return { page, log, errors }
  })
  tabs.drain()
  tabs.network.latest.open()
  tabs.drain()
  frozen!.page.isFrozen = true
  let n = 0
  return {
    ...{ tabs, frozen: frozen!, other: other! },
    publish(count: number) {
      for (let i = 0; i < count; i++) {
        tabs.network.latest.message(JSON.stringify({ n: ++n }))
        vi.advanceTimersByTime(100)
        tabs.drain()
      }
    },
    thaw() {
      frozen!.page.isFrozen = false
      for (let i = 0; i < 10; i++) {
        tabs.drain()
        vi.advanceTimersByTime(10)
      }
    },
  }
}

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

describe('a page that does not read', () => {
  it('gets no more messages after some time, so that the memory of its port is bounded', () => {
    const { frozen, other, publish } = startFrozen()
    publish(40)
    const { waiting } = frozen.page.port
    publish(200)
    // The timers of this page still run, so it gets an answer to its beat.
    expect(frozen.page.port.waiting).toBeLessThanOrEqual(waiting + 1)
    expect(other.log).toEqual(numbers(1, 240))
  })

  it('gets what it has missed of its channels when it reads again', () => {
    const { frozen, publish, thaw } = startFrozen()
    publish(60)
    thaw()
    expect(frozen.log.filter((each) => typeof each === 'string')).toEqual(['resumed'])
    expect(frozen.log.filter((each) => typeof each === 'number')).toEqual(numbers(1, 60))
    publish(2)
    expect(frozen.log.slice(-2)).toEqual([61, 62])
    expect(frozen.page.channel.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: 'resumed' })
  })

  it('receives a gap when more than the worker keeps was not posted', () => {
    const { frozen, publish, thaw } = startFrozen()
    publish(300)
    thaw()
    expect(frozen.log.at(-1)).toBe('gap')
    publish(2)
    expect(frozen.log.slice(-2)).toEqual([301, 302])
  })

  it('is not one whose messages wait because the worker is busy', () => {
    const { tabs, other, publish } = startFrozen()
    publish(1)
    // The worker does not come to what the page has read, and its own timers wait, too.
    for (let n = 2; n <= 300; n++) {
      tabs.network.latest.message(JSON.stringify({ n }))
      vi.setSystemTime(Date.now() + 100)
    }
    vi.advanceTimersByTime(10)
    tabs.drain()
    expect(other.log).toEqual(numbers(1, 300))
  })

  it('shows the state of the connection when it reads again', () => {
    const { tabs, frozen, publish, thaw } = startFrozen()
    publish(60)
    tabs.network.latest.closeWith(4000)
    thaw()
    expect(frozen.page.connection.getSnapshot()).toMatchObject({ lastClose: { code: 4000 } })
  })

  it('reports once that messages of the connection were dropped', () => {
    const { tabs, frozen, other, publish, thaw } = startFrozen()
    frozen.page.connection.onMessage(() => {})
    tabs.drain()
    publish(60)
    thaw()
    expect(frozen.errors).toEqual(['messages-lost'])
    expect(other.errors).toEqual([])
  })
})
