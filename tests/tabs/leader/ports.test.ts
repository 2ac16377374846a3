import { describe, expect, it } from 'vitest'
import { createLocalPorts, createPagePort, createPortHub, portName } from '../../../src/tabs/leader/ports'
import type { Port } from '../../../src/tabs/protocol/port-end'
import { createFakeBrowser } from './support/fake-browser'

const record = (port: Port): unknown[] => {
  const received: unknown[] = []
  port.addEventListener('message', ({ data }) => received.push(data))
  port.addEventListener('close', () => received.push('closed'))
  port.start()
  return received
}

function setUp({ epoch = 1, acceptsAfterMs = 0 } = {}) {
  const browser = createFakeBrowser()
  const leader = browser.openTab('leader', Math.random)
  const page = browser.openTab('page', Math.random)
  const accepted: { port: Port; received: unknown[] }[] = []
  const hub = createPortHub(leader.platform, (id) => portName('feed', epoch, 'leader', id), (port) =>
    accepted.push({ port, received: record(port) }),
  )
  const startedAt = browser.scheduler.now()
  let dials = 0
  const port = createPagePort(page.platform, portName('feed', 1, 'leader', 'page'), () => {
    dials++
    if (browser.scheduler.now() - startedAt >= acceptsAfterMs) browser.scheduler.at(1, () => hub.accept('page'))
  })
  return { browser, page, hub, accepted, port, received: record(port), dials: () => dials, advance: browser.scheduler.advance }
}

describe('ports between a page and its leader', () => {
  it('deliver what the page posted before the leader was ready, in order', async () => {
    const { port, accepted, advance } = setUp({ acceptsAfterMs: 2500 })
    port.postMessage(1)
    port.postMessage(2)
    await advance(1500)
    expect(accepted).toHaveLength(0)
    await advance(2000)
    port.postMessage(3)
    await advance(10)
    expect(accepted.map(({ received }) => received)).toEqual([[1, 2, 3]])
  })

  it('call the leader once a second until it answers, and no longer', async () => {
    const { dials, advance } = setUp({ acceptsAfterMs: 2500 })
    await advance(20_000)
    expect(dials()).toBe(4)
  })

  it('open one port for a page that called twice', async () => {
    const { hub, accepted, port, advance } = setUp()
    await advance(10)
    hub.accept('page')
    port.postMessage('once')
    await advance(10)
    expect(accepted.map(({ received }) => received)).toEqual([['once']])
  })

  it('deliver messages of the leader', async () => {
    const { accepted, received, advance } = setUp()
    await advance(10)
    accepted[0]!.port.postMessage({ text: 'hello' })
    await advance(10)
    expect(received).toEqual([{ text: 'hello' }])
  })

  it('deliver nothing of a leader of another epoch', async () => {
    const { accepted, received, advance } = setUp({ epoch: 2 })
    await advance(10)
    accepted[0]!.port.postMessage('old')
    await advance(10)
    expect(received).toEqual([])
  })

  it('report to the leader that the page has closed its end', async () => {
    const { accepted, port, advance } = setUp()
    await advance(10)
    port.postMessage('last')
    port.close()
    port.postMessage('lost')
    await advance(10)
    expect(accepted[0]!.received).toEqual(['last', 'closed'])
  })

  it('report to the leader that the page has ended without a word', async () => {
    const { browser, page, accepted, advance } = setUp()
    await advance(60_000)
    expect(accepted[0]!.received).toEqual([])
    browser.close(page)
    await advance(10)
    expect(accepted[0]!.received).toEqual(['closed'])
  })

  it('report to the page that the leader has closed its end', async () => {
    const { hub, received, advance } = setUp()
    await advance(10)
    hub.close()
    await advance(10)
    expect(received).toEqual(['closed'])
  })

  it.each(['page', 'local'])('copy a message when it is posted (%s)', async (kind) => {
    const { port: ofPage, accepted, advance } = setUp({ acceptsAfterMs: 500 })
    const [local, other] = createLocalPorts()
    const port = kind === 'page' ? ofPage : local
    const atOther = record(other)
    const message = { text: 'first' }
    port.postMessage(message)
    message.text = 'changed'
    await advance(2000)
    expect(kind === 'page' ? accepted[0]!.received : atOther).toEqual([{ text: 'first' }])
  })

  it.each(['page', 'local'])('throw for a message that cannot be copied, and send nothing (%s)', async (kind) => {
    const { port: ofPage, accepted, advance } = setUp()
    const [local, other] = createLocalPorts()
    const port = kind === 'page' ? ofPage : local
    const atOther = record(other)
    expect(() => port.postMessage(() => {})).toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    await advance(10)
    expect(() => port.postMessage(() => {})).toThrow(expect.objectContaining({ name: 'DataCloneError' }))
    await advance(10)
    expect(kind === 'page' ? accepted[0]!.received : atOther).toEqual([])
  })

  it('keep messages until start() is called', async () => {
    const [a, b] = createLocalPorts()
    a.postMessage(1)
    await Promise.resolve()
    expect(record(b)).toEqual([1])
  })
})
