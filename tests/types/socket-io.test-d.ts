import { io, Manager } from 'socket.io-client'
import { expectTypeOf } from 'vitest'
import { channel, createConnection, request, type Codec, type Connection } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { socketIo, type SocketIoAck, type SocketIoMessage, type SocketIoOutgoing } from 'websocket-store/socket-io'
import { useWebSocket as useVueWebSocket } from 'websocket-store/vue'

interface FromServer {
  price: (symbol: string, value: number) => void
  bye: () => void
  ask: (question: string, answer: (text: string) => void) => void
}

interface ToServer {
  add: (a: number, b: number, sum: (result: number) => void) => void
  leave: () => void
  picture: (name: string, bytes: Uint8Array) => void
}

type In = SocketIoMessage<FromServer>
type Out = SocketIoOutgoing<ToServer>

const preset = socketIo<FromServer, ToServer>(io)
expectTypeOf(preset.codec).toEqualTypeOf<Codec<In, Out>>()

const connection = createConnection('https://host/chat', preset)
expectTypeOf(connection).toEqualTypeOf<Connection<In, Out>>()

connection.onMessage((message) => {
  if (message.event === 'price') expectTypeOf(message.args).toEqualTypeOf<[symbol: string, value: number]>()
  if (message.event === 'bye') expectTypeOf(message.args).toEqualTypeOf<[]>()
  if (message.event === 'ask') {
    expectTypeOf(message.args).toEqualTypeOf<[question: string]>()
    message.reply?.('an answer')
    // @ts-expect-error the answer must be a string
    message.reply?.(1)
  }
  // An acknowledgement is a message too.
  if (message.event === null) expectTypeOf(message).toEqualTypeOf<SocketIoAck>()
})

// The acknowledgement callback is not an argument of the message.
connection.send({ event: 'add', args: [1, 2] })
connection.send({ event: 'leave' })
connection.send({ event: 'leave', volatile: true })
connection.send({ event: 'picture', args: ['cat', new Uint8Array(3)] })
// @ts-expect-error there is no such event
connection.send({ event: 'jump' })
// @ts-expect-error an argument is missing
connection.send({ event: 'add', args: [1] })
// @ts-expect-error the arguments are missing
connection.send({ event: 'add' })

const sum: Promise<number> = request(connection, { event: 'add', args: [1, 2] })
void sum

// Channel messages are typed too.
const withChannels = createConnection('https://host', {
  ...socketIo<FromServer, ToServer>(io, {
    auth: async () => ({ token: 'secret' }),
    client: { path: '/live' },
    channels: {
      subscribe: (key) => ({ event: 'picture', args: [key, new Uint8Array()] }),
      route: (message) => (message.event === 'price' ? message.args[0] : undefined),
    },
  }),
  connectTimeoutMs: 1000,
})
expectTypeOf(channel(withChannels, 'A').getSnapshot().data).toEqualTypeOf<In | undefined>()

// All ways to pass credentials, of Socket.IO and of this library, and a client with its own manager.
socketIo(io, { auth: { token: 'secret' } })
socketIo(io, { auth: (callback) => callback({ token: 'secret' }) })
socketIo(io, { auth: () => ({ token: 'secret' }) })
socketIo((url, options) => new Manager(url, options).socket('/'))

// Without event types.
const loose = createConnection('https://host', socketIo(io))
loose.send({ event: 'anything', args: [1, 'two', { three: 3 }] })
loose.onMessage((message) => expectTypeOf(message.args).toExtend<readonly unknown[]>())

expectTypeOf(useWebSocket('https://host', preset).data).toEqualTypeOf<In | undefined>()
expectTypeOf(useVueWebSocket('https://host', preset).data.value).toEqualTypeOf<In | undefined>()
