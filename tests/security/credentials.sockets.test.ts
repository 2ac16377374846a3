import { expect, it, vi } from 'vitest'
import type { ConnectionError } from 'websocket-store'
import { implementations } from '../support/implementations'
import { connectTo, serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { shown } from './shown'

const real = implementations.filter(({ isReal }) => isReal)

it.each(real)('$name: a token in the url is not shown when the server refuses, closes or cannot be reached', async ({ options }) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const server = await serve({ onConnection: (socket) => socket.close(1008, 'secret-token is no good') })
  const url = `${server.url.replace('//', '//user:secret-token@')}/path?token=secret-token`
  const connection = connectTo(url, { ...options, reconnect: { delay: () => 5, classifyClose: () => 'retry' } })
  const errors: ConnectionError[] = []
  connection.on('error', (error) => void errors.push(error))
  server.refuseWith(401)
  connection.connect()
  await waitFor(() => errors.length >= 1)
  server.refuseWith(null)
  await waitFor(() => server.closes.length > 0)
  await server.down()
  const { length } = errors
  await waitFor(() => errors.length > length)
  connection.dispose()
  for (const each of [...errors, ...warn.mock.calls, connection.key]) expect(shown(each)).not.toContain('secret-token')
})
