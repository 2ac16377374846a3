import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { socketIo } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

/** A server whose middleware lets in who has the token `let me in`. */
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

it('shows what the middleware said, and asks for credentials again before each attempt', async () => {
  const { server, tokens } = await serveGuarded({ status: 401, retryAfter: 1 })
  const answers = ['wrong', 'wrong too', 'let me in']
  const connection = connectTo(server.url, socketIo(io, { auth: (tell) => tell({ token: answers.shift() }) }))
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

it('takes credentials as an object, from a function or from a promise', async () => {
  const { server, tokens } = await serveGuarded()
  const credentials = { token: 'let me in' }
  for (const auth of [credentials, () => credentials, async () => credentials])
    await untilPhase(opened(connectTo(server.url, socketIo(io, { auth }))), 'open')
  expect(tokens).toEqual(['let me in', 'let me in', 'let me in'])
})

it('fails an attempt whose credentials cannot be had, for good when their error says so', async () => {
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

it('fails an attempt whose credentials fail with nothing to say', async () => {
  const { server } = await serveGuarded()
  const connection = opened(connectTo(server.url, { ...socketIo(io, { auth: () => Promise.reject(undefined as never) }), reconnect: false }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: false })
})

it('shakes hands over events before it counts as open', async () => {
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

it('stops when the middleware says that its refusal is final', async () => {
  const { server, tokens } = await serveGuarded({ fatal: true, why: 'banned' })
  const connection = opened(connectTo(server.url, socketIo(io)))
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'connect-failed', fatal: true, cause: { message: 'not authorized', data: { why: 'banned' } } })
  await pause(100)
  expect(tokens.length).toBe(1)
})

it('leaves that to `isFatal` where the middleware knows nothing of it', async () => {
  const { server } = await serveGuarded({ fatal: true })
  const isFatal = ({ message }: Error) => message === 'Invalid namespace'
  const retried = opened(connectTo(server.url, socketIo(io, { isFatal })))
  await waitFor(() => retried.getSnapshot().attempt >= 2)
  const stopped = opened(connectTo(`${server.url}/nowhere`, socketIo(io, { isFatal })))
  expect((await untilPhase(stopped, 'closed')).error).toMatchObject({ fatal: true })
})

it('keeps no engine of a refused attempt', async () => {
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
