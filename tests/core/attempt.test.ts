import { expect, it } from 'vitest'
import type { WebSocketLike } from '../../src/core/vocabulary/wire'
import { createFakeConnection } from '../support/fake-connection'
import { createFakeSocket, type FakeSocket } from '../support/fake-socket'

/** Sockets whose listeners cannot be removed. */
function createClingingConnection(more: Partial<FakeSocket> = {}) {
  const sockets: FakeSocket[] = []
  const fake = createFakeConnection({
    WebSocket: undefined as never,
    transport(url) {
      const socket = Object.assign(createFakeSocket('ws', url), { removeEventListener: undefined, ...more })
      sockets.push(socket)
      return socket as unknown as WebSocketLike
    },
  })
  fake.connection.connect()
  return { fake, sockets }
}

it('an abandoned socket whose listeners cannot be removed is not heard any more', () => {
  const { fake, sockets } = createClingingConnection()
  sockets[0]!.open()
  fake.connection.reconnect()
  sockets[1]!.open()
  sockets[0]!.message('stale')
  sockets[0]!.closeWith(1000)
  sockets[1]!.message('fresh')
  expect(fake.log).toEqual(['open', 'close 1000', 'reopen', 'message fresh'])
})

it('an abandoned socket whose listeners cannot be removed may still open, or give up', () => {
  const { fake, sockets } = createClingingConnection({ close() {} })
  fake.connection.reconnect()
  sockets[0]!.open()
  sockets[0]!.giveUp()
  expect(fake.phase).toBe('connecting')
  sockets[1]!.open()
  expect(fake.log).toEqual(['open'])
})
