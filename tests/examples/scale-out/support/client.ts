import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { FromServer, Position, ToServer } from '../../../../examples/scale-out/src/protocol'
import { tokenOf } from './gateways'

type Of<Type extends FromServer['type']> = Extract<FromServer, { type: Type }>

export interface Client {
  readonly socket: WebSocket
  /** Resolves when the socket closes. */
  readonly closed: Promise<{ code: number; reason: string }>
  readonly received: readonly FromServer[]
  send(message: ToServer | string): void
  /** The next message of this type that was not taken yet. Fails when the socket closes before. */
  next<Type extends FromServer['type']>(type: Type): Promise<Of<Type>>
  subscribe(channel: string, after?: Position): Promise<Of<'subscribed'>>
  /** The answer to a ping, after everything that was sent before. */
  ping(): Promise<void>
}

/** Opens a socket, which is ended when the test ends. */
export async function connect(url: string): Promise<Client> {
  const socket = new WebSocket(url)
  onTestFinished(() => socket.terminate())
  const received: FromServer[] = []
  const taken = new Set<FromServer>()
  let check = () => {}
  let closeInfo: { code: number; reason: string } | undefined
  let pongs = 0

  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => {
      resolve((closeInfo = { code, reason: String(reason) }))
      check()
    }),
  )
  socket.on('message', (data) => {
    if (String(data) === 'pong') pongs++
    else received.push(JSON.parse(String(data)) as FromServer)
    check()
  })
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

  const until = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve, reject) => {
      check = () => {
        const found = find()
        if (found !== undefined) resolve(found)
        else if (closeInfo) reject(new Error(`The socket closed with ${closeInfo.code} ${closeInfo.reason}.`))
      }
      check()
    })

  const send = (message: ToServer | string) => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  async function next<Type extends FromServer['type']>(type: Type): Promise<Of<Type>> {
    const message = await until(() => received.find((each): each is Of<Type> => each.type === type && !taken.has(each)))
    taken.add(message)
    return message
  }
  return {
    socket,
    closed,
    received,
    send,
    next,
    async subscribe(channel, after) {
      send({ type: 'subscribe', channel, after })
      return await next('subscribed')
    },
    async ping() {
      const count = pongs + 1
      send('ping')
      await until(() => pongs >= count || undefined)
    },
  }
}

/** Opens a socket, and logs in. */
export async function logIn(url: string, claims?: Parameters<typeof tokenOf>[0]): Promise<Client> {
  const client = await connect(url)
  client.send({ type: 'auth', token: tokenOf(claims) })
  await client.next('welcome')
  return client
}
