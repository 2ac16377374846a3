import { WebSocket } from 'ws'

// A control changes what passes between the gateway and its sockets. The gateway itself stays as it is.

/** Changes the JSON messages that the sockets of this process receive. */
export function changeIncoming<Message>(change: (message: Message) => Message): void {
  const { emit } = WebSocket.prototype
  WebSocket.prototype.emit = function (this: WebSocket, event: string | symbol, ...args: unknown[]) {
    const isJson = event === 'message' && String(args[0]).startsWith('{')
    const changed = isJson ? [Buffer.from(JSON.stringify(change(JSON.parse(String(args[0])) as Message))), ...args.slice(1)] : args
    return emit.call(this, event, ...changed)
  }
}

/** Changes the JSON texts that the sockets of this process send. */
export function changeOutgoing<Message>(change: (message: Message) => Message): void {
  const send = WebSocket.prototype.send as (this: WebSocket, data: unknown, ...more: unknown[]) => void
  WebSocket.prototype.send = function (this: WebSocket, data: unknown, ...more: unknown[]) {
    const isJson = typeof data === 'string' && data.startsWith('{')
    send.call(this, isJson ? JSON.stringify(change(JSON.parse(data) as Message)) : data, ...more)
  }
}
