import { WebSocket } from 'ws'
import type { FromServer, ToServer } from '../../../examples/scale-out/src/protocol'

export interface ReceiverOptions {
  readonly url: string
  readonly token: string
  readonly channels: readonly string[]
  /** Called for each message of a channel. */
  onMessage(data: Buffer): void
  onClose(reason: string): void
}

/** A client that costs little, because the gateway is measured. Resolves when its channels are subscribed. */
export function connectReceiver({ url, token, channels, onMessage, onClose }: ReceiverOptions): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false })
    const send = (message: ToServer): void => socket.send(JSON.stringify(message))
    let unconfirmed = channels.length

    function onAnswer(data: Buffer): void {
      const answer = JSON.parse(String(data)) as FromServer
      if (answer.type === 'welcome') for (const channel of channels) send({ type: 'subscribe', channel })
      else if (answer.type === 'refused') reject(new Error(`${url} refused ${answer.channel}: ${answer.reason}`))
      else if (answer.type === 'subscribed' && --unconfirmed === 0) {
        socket.off('message', onAnswer)
        socket.on('message', onMessage)
        resolve(socket)
      }
    }
    socket.on('message', onAnswer)
    socket.once('open', () => send({ type: 'auth', token }))
    socket.on('error', (error) => reject(error))
    socket.once('close', (code, reason) => {
      const text = `A socket to ${url} was closed with ${code} ${String(reason)}`
      reject(new Error(text))
      onClose(text)
    })
  })
}
