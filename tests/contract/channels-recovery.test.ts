import { expect, it, vi } from 'vitest'
import { recovery, type ChannelProtocol, type RecoveryVerdict } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

/** Messages are `a:7`: topic and position. `ok:a:gap` confirms a channel, `end:a` ends it. */
const channels: ChannelProtocol<string, string, number> = {
  subscribe: (topic, from) => `+${topic}${from === undefined ? '' : `@${from}`}`,
  unsubscribe: (topic) => `-${topic}`,
  route: (message) => message.split(':')[0],
  ackOf: (message) => (message.startsWith('ok:') ? message.split(':')[1] : undefined),
  endOf: (message) => (message.startsWith('end:') ? message.slice(4) : undefined),
  positionOf: (message) => Number(message.split(':')[1]),
  recovery: recovery<string, number>({
    verdictOf: (ack) => ack.split(':')[2] as RecoveryVerdict,
    isGap: (position, previous) => position > previous + 1,
  }),
}

everyAdapter(({ mount, serve, options }) => {
  const withChannels = (more: Partial<typeof channels> = {}) =>
    options({ channels: { ...channels, ...more } as ChannelProtocol<string, string>, notify: 'sync', lingerMs: 20 })

  it('useChannel shows the verdict of each subscription, and renders for it alone', async () => {
    const server = await serve()
    const component = mount('useChannel', { url: server.url, topic: 'a', fields: ['recovery'], options: withChannels() })
    await waitFor(() => server.received.includes('+a'))
    expect(component.shown.recovery).toBeNull()
    server.send('ok:a:fresh', 'a:1')
    await waitFor(() => component.shown.recovery === 'fresh')
    server.cut()
    await waitFor(() => server.received.includes('+a@1'))
    server.send('ok:a:resumed')
    await waitFor(() => component.shown.recovery === 'resumed')
    const before = component.renders.length
    server.send('a:2', 'a:3')
    await pause(30)
    expect(component.renders).toHaveLength(before)
    server.send('a:5')
    await waitFor(() => component.shown.recovery === 'gap')
    expect(component.renders.map((shown) => shown.recovery).filter((shown, index, all) => shown !== all[index - 1])).toEqual([
      null,
      'fresh',
      'resumed',
      'gap',
    ])
  })

  it('useChannel shows loading, then the loaded state and what came meanwhile', async () => {
    const server = await serve()
    let resolve: (messages: string[]) => void = () => {}
    const load = () => new Promise<{ messages: string[] }>((done) => (resolve = (messages) => done({ messages })))
    const onMessage = vi.fn()
    const arrived: string[] = []
    const shared = { url: server.url, options: withChannels({ recovery: recovery({ load }) }) }
    mount('useMessage', { ...shared, listener: (message) => void arrived.push(message) })
    const component = mount('useChannel', { ...shared, topic: 'a', onMessage })
    await waitFor(() => server.received.length === 1)
    server.send('ok:a:fresh', 'a:9', 'a:10', 'a:11')
    await waitFor(() => component.shown.status === 'loading' && arrived.length === 4)
    expect(onMessage).not.toHaveBeenCalled()
    resolve(['a:1', 'a:10'])
    await waitFor(() => component.shown.status === 'subscribed')
    expect(onMessage.mock.calls.map(([message]) => message as string)).toEqual(['a:1', 'a:10', 'a:11'])
    expect(component.shown).toMatchObject({ data: 'a:11', recovery: 'fresh' })
  })

  it('useChannel calls the latest onRecovery once for each verdict, and never after unmount', async () => {
    const server = await serve()
    const listeners = Array.from({ length: 3 }, () => vi.fn())
    const [first, second] = [0, 1].map((index) =>
      mount('useChannel', { url: server.url, topic: 'a', onRecovery: listeners[index]!, options: withChannels() }),
    )
    await waitFor(() => server.received.length === 1)
    server.send('ok:a:fresh', 'a:1')
    await waitFor(() => first!.shown.data === 'a:1' && second!.shown.data === 'a:1')
    await first!.update({ onRecovery: listeners[2]! })
    second!.unmount()
    server.cut()
    await waitFor(() => server.received.length === 2)
    server.send('ok:a:gap')
    await waitFor(() => first!.shown.recovery === 'gap')
    expect(listeners.map(({ mock }) => mock.calls)).toEqual([[['fresh']], [['fresh']], [['gap']]])
    first!.unmount()
    server.send('a:9')
    await pause(50)
    expect(listeners[2]).toHaveBeenCalledTimes(1)
  })

  it('useChannel calls onRecovery for the first verdict of a channel that needs no ack, on an open socket', async () => {
    const server = await serve()
    const onRecovery = vi.fn()
    const shared = withChannels({ ackOf: undefined as never })
    const other = mount('useConnection', { url: server.url, options: shared })
    await waitFor(() => other.shown?.getSnapshot().phase === 'open')
    const component = mount('useChannel', { url: server.url, topic: 'a', onRecovery, options: shared })
    await waitFor(() => component.shown.recovery === 'fresh')
    expect(onRecovery.mock.calls).toEqual([['fresh']])
  })

  it('useChannel calls onRecovery only for its own key', async () => {
    const server = await serve()
    const onRecovery = vi.fn()
    const component = mount('useChannel', { url: server.url, topic: 'a', onRecovery, options: withChannels() })
    await waitFor(() => server.received.length === 1)
    await component.update({ topic: 'b' })
    await waitFor(() => server.received.includes('+b'))
    server.send('ok:a:fresh', 'ok:b:fresh')
    await waitFor(() => component.shown.recovery === 'fresh')
    expect(onRecovery).toHaveBeenCalledTimes(1)
  })

  it('resubscribe() subscribes an ended channel again for all components', async () => {
    const server = await serve()
    const both = [0, 1].map(() => mount('useChannel', { url: server.url, topic: 'a', options: withChannels() }))
    const show = (status: string) => both.every(({ shown }) => shown.status === status)
    await waitFor(() => server.received.length === 1)
    server.send('ok:a:fresh', 'a:4')
    await waitFor(() => show('subscribed'))
    server.send('end:a')
    await waitFor(() => show('ended'))
    both[0]!.shown.channel!.resubscribe()
    await waitFor(() => show('subscribing') && server.received.length === 2)
    server.send('ok:a:resumed')
    await waitFor(() => show('subscribed'))
    both[1]!.shown.channel!.resubscribe()
    await waitFor(() => server.received.length === 4)
    expect(server.received).toEqual(['+a', '+a@4', '-a', '+a@4'])
  })
})
