import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import type { Client } from '../../demo/server/client'
import { flood } from '../../demo/server/flood'

/** A client with capacity for `limit` frames. */
const createReader = (limit: number) => {
  const frames: string[] = []
  const state = { limit, isSilenced: false, readyState: 1 }
  const socket = {
    OPEN: 1,
    get readyState() {
      return state.readyState
    },
    send: (frame: string) => frames.push(frame),
  } as unknown as WebSocket
  const client: Client = {
    id: 1,
    path: '/echo',
    tab: '',
    socket,
    isSilenced: () => state.isSilenced,
    hasCapacity: () => frames.length < state.limit,
    send: () => true,
    push: () => true,
  }
  return { client, frames, state }
}

const name = (index: number): string => `frame ${index}`

it('waits for a slow reader, then sends the remaining frames once each and in order', async () => {
  const { client, frames, state } = createReader(1000)
  const done = flood(client, name, 5000)
  await sleep(50)
  expect(frames.length).toBeLessThan(1500)
  state.limit = Infinity
  expect(await done).toBe(5000)
  expect(frames).toEqual(Array.from({ length: 5000 }, (_, index) => name(index)))
})

it.each([
  ['is closed', { readyState: 3 }],
  ['is silenced', { isSilenced: true }],
])('stops when the client %s', async (_what, change) => {
  const { client, frames, state } = createReader(Infinity)
  const done = flood(client, name, 1_000_000)
  await sleep(1)
  Object.assign(state, change)
  expect(await done).toBe(frames.length)
  expect(frames.length).toBeLessThan(1_000_000)
})
