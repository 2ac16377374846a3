import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { socketIo } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

/** A server whose middleware accepts only the token `let me in`. */
async function serveGuarded(data?: unknown) {
  const server = await serveSocketIo()
  const tokens: unknown[] = []
  server.io.use((socket, next) => {
    const { token } = socket.handshake.auth
    tokens.push(token)
    if (token === 'let me in') return next()
    next(Object.assign(new Error('not authorized'), data !== undefined && { data }))
  })
  return { server, tokens }
}

it('reports the error of the middleware, and calls `auth` again before each attempt', async () => {
  const { server, tokens } = await serveGuarded({ status: 401, retryAfter: 1 })
  const nextTokens = ['wrong', 'wrong too', 'let me in']
  const connection = connectTo(server.url, socketIo(io, { auth: (done) => done({ token: nextTokens.shift() }) }))
  const causes: unknown[] = []
  connection.on('error', (error) => causes.push([error.code, error.fatal, error.cause]))
  connection.connect()
  await untilPhase(connection, 'open')
  const refusal = Object.assign(new Error('not authorized'), { data: { status: 401, retryAfter: 1 } })
  expect(causes).toEqual([
    ['connect-failed', false, refusal],
    ['connect-failed', false, refusal],
  ])
  expect(causes[0]).toHaveProperty('2.data.status', 401)
  expect(tokens).toEqual(['wrong', 'wrong too', 'let me in'])
  expect(connection.getSnapshot().error).toBeNull()
})

it('accepts credentials as an object, from a function or from a promise', async () => {
  const { server, tokens } = await serveGuarded()
  const credentials = { token: 'let me in' }
  for (const auth of [credentials, () => credentials, async () => credentials])
    await untilPhase(opened(connectTo(server.url, socketIo(io, { auth }))), 'open')
  expect(tokens).toEqual(['let me in', 'let me in', 'let me in'])
})

it('fails an attempt when `auth` rejects, and stops when the error is fatal', async () => {
  const { server, tokens } = await serveGuarded()
  const failures = [new Error('token server away'), Object.assign(new Error('signed out'), { fatal: true })]
  const causes: unknown[] = []
  const connection = connectTo(server.url, socketIo(io, { auth: () => Promise.reject(failures[causes.length]!) }))
  connection.on('error', ({ cause }) => causes.push(cause))
  connection.connect()
  const { error } = await untilPhase(connection, 'closed')
  expect(causes).toEqual(failures)
  expect(error).toMatchObject({ code: 'connect-failed', fatal: true })
  expect(tokens).toEqual([])
})

it('fails an attempt when `auth` rejects with undefined', async () => {
  const { server } = await serveGuarded()
  const connection = opened(connectTo(server.url, { ...socketIo(io, { auth: () => Promise.reject(undefined as never) }), reconnect: false }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: false })
})

it('completes a handshake of events before it is open', async () => {
  const { server } = await serveGuarded()
  server.io.on('connection', (socket) => {
    socket.on('hello', (name: string) => socket.emit(name === 'me' ? 'welcome' : 'unknown'))
    socket.on('first', () => socket.emit('seen'))
  })
  const connection = connectTo(server.url, {
    ...socketIo(io, { auth: { token: 'let me in' } }),
    async handshake({ send, receive }) {
      send({ event: 'hello', args: ['me'] })
      if ((await receive()).event !== 'welcome') throw new Error('not welcome')
    },
  })
  connection.send({ event: 'first' })
  opened(connection)
  await waitFor(() => connection.getSnapshot().data?.event === 'seen')
})

it('stops when the middleware marks its refusal as fatal', async () => {
  const { server, tokens } = await serveGuarded({ fatal: true, why: 'banned' })
  const connection = opened(connectTo(server.url, socketIo(io)))
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'connect-failed', fatal: true, cause: { message: 'not authorized', data: { why: 'banned' } } })
  await pause(100)
  expect(tokens.length).toBe(1)
})

it('uses `isFatal` instead of the mark of the middleware', async () => {
  const { server } = await serveGuarded({ fatal: true })
  const isFatal = ({ message }: Error) => message === 'Invalid namespace'
  const retried = opened(connectTo(server.url, socketIo(io, { isFatal })))
  await waitFor(() => retried.getSnapshot().attempt >= 2)
  const stopped = opened(connectTo(`${server.url}/nowhere`, socketIo(io, { isFatal })))
  expect((await untilPhase(stopped, 'closed')).error).toMatchObject({ fatal: true })
})

it('releases the engine of each refused attempt', async () => {
  const { server, tokens } = await serveGuarded()
  const connection = opened(connectTo(server.url, socketIo(io)))
  await waitFor(() => tokens.length >= 5)
  connection.disconnect()
  await waitFor(() => server.engines === 0)
})

function opened<C extends { connect(): void }>(connection: C): C {
  connection.connect()
  return connection
}
