import { expect, it } from 'vitest'
import { valueOf } from '../truth'
import { createPublisher } from './publisher'

interface Published {
  readonly id: string
  readonly data: { readonly n: number; readonly value: number }
}

/** An engine whose publishes fail at first as often as given. */
function start(failures = 0) {
  const published: Published[] = []
  let left = failures
  const publisher = createPublisher<number>({
    channels: ['a', 'b'],
    async publish(id, _channel, data) {
      await Promise.resolve()
      published.push({ id, data: JSON.parse(data) as Published['data'] })
      if (left-- > 0) throw new Error('no answer')
      return published.length
    },
  })
  return { published, publisher }
}

it('numbers the messages of each channel', async () => {
  const { publisher, published } = start()
  for (const channel of ['a', 'b', 'a', 'a']) publisher.add(channel)
  await publisher.settled()
  expect(publisher.truth()).toEqual({ a: 3, b: 1 })
  expect(published.map(({ id }) => id).sort()).toEqual(['a 1', 'a 2', 'a 3', 'b 1'])
  expect(published.every(({ id, data }) => data.value === valueOf(id[0]!, data.n))).toBe(true)
})

it('repeats a message that is not confirmed with the same id, before the next one', async () => {
  const { publisher, published } = start(2)
  publisher.add('a')
  publisher.add('a')
  await publisher.settled()
  expect(published.map(({ id }) => id)).toEqual(['a 1', 'a 1', 'a 1', 'a 2'])
  expect(publisher.retries).toBe(2)
})

it('answers with a snapshot that contains the pending message', async () => {
  const { publisher } = start()
  publisher.add('a')
  publisher.add('a')
  expect(await publisher.snapshot('a')).toMatchObject({ n: 1, position: 1 })
  await publisher.settled()
  expect(await publisher.snapshot('a')).toMatchObject({ n: 2, value: valueOf('a', 2), position: 2 })
})
