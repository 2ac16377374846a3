// One process of receivers. clients.ts starts it.
import type { WebSocket } from 'ws'
import type { Message } from '../../../examples/scale-out/src/protocol'
import { channelOf, nowUs, type Data } from '../load'
import type { ClientCommand, ClientEvent } from './commands'
import { connectReceiver } from './receiver'

/** More would overflow the backlog of the gateway. */
const CONCURRENT = 50
const REPORT_MS = 2

const sockets = new Set<WebSocket>()
let received = 0
let reported = 0
let latencies: number[] | undefined

const send = (event: ClientEvent): void => void process.send!(event)

function onMessage(data: Buffer): void {
  received++
  if (latencies) latencies.push((nowUs() - ((JSON.parse(String(data)) as Message).data as Data).at) / 1000)
}

async function connect({ url, token, groups, count, from }: Extract<ClientCommand, { type: 'connect' }>): Promise<void> {
  let next = from
  const connectSome = async (): Promise<void> => {
    while (next < from + count) {
      const index = next++
      const channels = groups.map((group) => channelOf(group, index))
      const onClose = (reason: string): void => void (sockets.has(socket) && send({ type: 'failed', reason }))
      const socket: WebSocket = await connectReceiver({ url, token, channels, onMessage, onClose })
      sockets.add(socket)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT }, connectSome))
}

function disconnect(): void {
  const open = [...sockets]
  sockets.clear()
  for (const socket of open) socket.terminate()
}

async function run(command: ClientCommand): Promise<ClientEvent> {
  switch (command.type) {
    case 'connect':
      await connect(command)
      break
    case 'begin':
      received = reported = 0
      latencies = command.isTimed ? [] : undefined
      break
    case 'latencies':
      return { type: 'done', latencies: latencies ?? [] }
    case 'disconnect':
      disconnect()
  }
  return { type: 'done' }
}

setInterval(() => {
  if (received === reported) return
  reported = received
  send({ type: 'received', count: received })
}, REPORT_MS)

process.on('message', (command: ClientCommand) => {
  run(command).then(send, (error: unknown) => send({ type: 'failed', reason: String(error) }))
})
process.on('disconnect', () => process.exit())
