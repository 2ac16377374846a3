import { expect, it } from 'vitest'
import { createChannelView } from '../../src/core/binding/channel-view'
import { json } from '../../src/core/codec/json'
import { recovery } from '../../src/core/features/channel/recovery'
import { createFakeConnection } from '../support/fake-connection'

type Tick = { readonly topic: string; readonly price: number }

function open() {
  const fake = createFakeConnection<Tick, unknown>({
    codec: json<Tick, unknown>(),
    notify: 'sync',
    channels: { subscribe: (key) => key, route: ({ topic }) => topic, recovery: recovery({}) as never },
  })
  const view = createChannelView(fake.connection, 'a', {})
  return { fake, view, socket: fake.open(), tick: (price: number) => fake.socket.message(JSON.stringify({ topic: 'a', price })) }
}

it('passes every message and verdict to the callbacks of that moment, until it is detached', () => {
  const { view, tick } = open()
  const log: unknown[] = []
  const callbacks = { onMessage: ({ price }: Tick) => void log.push(price), onRecovery: (verdict: string) => void log.push(verdict) }
  const detach = view.attach(() => callbacks)
  tick(1)
  detach()
  tick(2)
  expect(log).toEqual(['fresh', 1])
})

it.each([{}, null])('reports nothing when the callbacks are %j', (callbacks) => {
  const { fake, view, tick } = open()
  const thrown: unknown[] = []
  const onError = (error: unknown) => void thrown.push(error)
  process.on('uncaughtException', onError)
  view.attach(() => callbacks)
  tick(1)
  return new Promise((resolve) => setTimeout(resolve, 5)).then(() => {
    process.off('uncaughtException', onError)
    expect([thrown, fake.host.clock.reported]).toEqual([[], []])
  })
})

it('reads the same snapshot until the channel or the selected data changes', () => {
  const { view, tick } = open()
  view.channel.retain()
  const price = ({ price: each }: Tick) => each
  tick(1)
  const shown = view.read(price)
  expect(shown).toMatchObject({ status: 'subscribed', data: 1 })
  expect(view.read(price)).toBe(shown)
  expect(view.read(({ price: each }) => each * 10)).toMatchObject({ status: 'subscribed', data: 10 })
  tick(2)
  expect(view.read(price).data).toBe(2)
})

it('shows a channel that it does not use yet as one that is going to subscribe', () => {
  expect(open().view.read(undefined)).toMatchObject({ status: 'subscribing', data: undefined, error: null })
})
