import { describe, expect, it } from 'vitest'
import { createPages, LOST } from './support/pages'

async function threePages() {
  const pages = createPages()
  const first = pages.open()
  await pages.advance(100)
  const second = pages.open()
  const third = pages.open()
  await pages.advance(100)
  for (const { received } of [first, second, third]) received.length = 0
  return { pages, first, second, third }
}

describe('a line to the leader', () => {
  it('shares one socket among all pages', async () => {
    const { pages, first, second, third } = await threePages()
    expect(pages.sockets).toEqual(new Set([first.tab.id]))
    pages.push('frame 1')
    first.line.port.postMessage('from the leader')
    second.line.port.postMessage('from a page')
    await pages.advance(10)
    expect([first, second, third].map(({ received }) => received)).toEqual([['frame 1'], ['frame 1'], ['frame 1']])
    expect(pages.sent).toEqual(['from the leader', 'from a page'])
  })

  it('reports that the leader is lost, then that there is another', async () => {
    const { pages, first, second, third } = await threePages()
    pages.browser.close(first.tab)
    pages.sockets.delete(first.tab.id)
    await pages.advance(100)
    expect(pages.sockets.size).toBe(1)
    expect([second.received, third.received]).toEqual([[LOST, LOST], [LOST, LOST]])
    pages.push('frame 2')
    await pages.advance(10)
    expect([second.received.at(-1), third.received.at(-1)]).toEqual(['frame 2', 'frame 2'])
  })

  it('sends nothing twice at a handover', async () => {
    const { pages, first, second } = await threePages()
    second.line.port.postMessage('before')
    await pages.advance(10)
    first.tab.emit('frozen')
    second.line.port.postMessage('between')
    await pages.advance(100)
    second.line.port.postMessage('after')
    await pages.advance(100)
    expect(pages.sent.filter((each) => each === 'between').length).toBeLessThan(2)
    expect(pages.sent.filter((each) => each !== 'between')).toEqual(['before', 'after'])
  })

  it('closes the socket of a page that is frozen before another page opens its own', async () => {
    const { pages, first } = await threePages()
    first.tab.emit('frozen')
    expect(pages.sockets.size).toBe(0)
    await pages.advance(100)
    expect(pages.sockets.size).toBe(1)
  })

  it('drops what a leader sends after it was replaced', async () => {
    const { pages, first, second, third } = await threePages()
    pages.browser.suspend(first.tab)
    pages.push('frame of the old leader')
    await pages.advance(20_000)
    pages.browser.resume(first.tab)
    await pages.advance(100)
    expect(pages.sockets.size).toBe(1)
    expect([...second.received, ...third.received]).not.toContain('frame of the old leader')
  })

  it('does not probe a leader that forwards frames', async () => {
    const { pages } = await threePages()
    for (let i = 0; i < 60; i++) {
      pages.push(`frame ${i}`)
      await pages.advance(5000)
    }
    expect(pages.probes).toEqual([])
    expect(pages.sockets.size).toBe(1)
  })

  it('probes a leader whose line is quiet through its socket', async () => {
    const { pages, first } = await threePages()
    await pages.advance(30_000)
    expect(pages.probes.length).toBeGreaterThan(1)
    expect(new Set(pages.probes)).toEqual(new Set([first.tab.id]))
  })

  it('has no open channel and no lock while its page is frozen', async () => {
    const { pages, second } = await threePages()
    second.tab.emit('frozen')
    await pages.advance(10)
    expect(pages.browser.openChannels(second.tab)).toEqual([])
    expect(pages.browser.heldLocks().filter(({ tab }) => tab === second.tab.id)).toEqual([])
    second.tab.emit('restored')
    await pages.advance(100)
    pages.push('frame 3')
    await pages.advance(10)
    expect(second.received.at(-1)).toBe('frame 3')
  })

  it('calls a leader again that closed its port and still leads', async () => {
    const { pages, second } = await threePages()
    pages.closePorts()
    await pages.advance(1100)
    second.line.port.postMessage('again')
    await pages.advance(10)
    expect(pages.sent).toEqual(['again'])
    expect(second.received).toEqual([LOST, LOST])
  })

  it('leaves the election when its port is closed', async () => {
    const { pages, first } = await threePages()
    first.line.port.close()
    expect(pages.sockets.size).toBe(0)
    await pages.advance(100)
    expect(pages.sockets.size).toBe(1)
    expect(pages.browser.openChannels(first.tab)).toEqual([])
  })
})
