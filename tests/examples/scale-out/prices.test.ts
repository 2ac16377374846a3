import { expect, it, vi } from 'vitest'
import { createPrices } from '../../../examples/scale-out/src/application/prices'
import { createMemoryEngine } from './support/memory-engine'

const ignore = () => {}

it('serves the last change of a channel with its position', async () => {
  const prices = createPrices(createMemoryEngine(), ignore)
  await prices.publish('prices.OAK', 1)
  await prices.publish('prices.OAK', 2)
  const position = { seq: 2, epoch: 'epoch 1' }
  expect(await prices.snapshot('prices.OAK')).toEqual({
    messages: [{ type: 'message', channel: 'prices.OAK', position, data: 2 }],
    position,
  })
})

it('serves an empty snapshot of a channel without changes', async () => {
  expect(await createPrices(createMemoryEngine(), ignore).snapshot('rooms.lobby')).toEqual({ messages: [] })
})

it('serves a snapshot only when the pending changes of the channel are confirmed', async () => {
  const engine = createMemoryEngine()
  const prices = createPrices(engine, ignore)
  await prices.publish('prices.OAK', 1)
  let confirm: () => void = () => {}
  const isConfirmed = new Promise<void>((resolve) => (confirm = resolve))
  engine.beforeConfirm = () => isConfirmed
  void prices.publish('prices.OAK', 2)
  const snapshot = prices.snapshot('prices.OAK')
  // The gateways may have sent it already.
  await vi.waitFor(() => expect(engine.entries).toHaveLength(2))
  confirm()
  expect((await snapshot).messages).toMatchObject([{ data: 2 }])
})

it('publishes with the same id until the engine confirms, and the next change of the channel after it', async () => {
  const engine = createMemoryEngine()
  let failures = 2
  engine.beforeConfirm = async () => {
    if (failures-- > 0) throw new Error('no confirmation')
  }
  const errors: unknown[] = []
  const prices = createPrices(engine, (error) => errors.push(error))
  await Promise.all([prices.publish('prices.OAK', 1), prices.publish('prices.OAK', 2)])
  expect(engine.entries.map(({ data }) => data)).toEqual(['1', '2'])
  const [first, , , second] = engine.ids
  expect(engine.ids).toEqual([first, first, first, second])
  expect(errors).toEqual([new Error('no confirmation'), new Error('no confirmation')])
})
