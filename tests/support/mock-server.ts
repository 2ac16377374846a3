import { Server, type Client } from 'mock-socket'
import type { ReceivedClose, ServerMessage, ServerOptions, TestServer } from './ws-server'

/** The part of `TestServer` that mock-socket's server supports. */
export type MockServer = Pick<
  TestServer,
  'url' | 'opened' | 'alive' | 'messages' | 'closes' | 'broadcast' | 'closeAll' | 'terminateAll' | 'stop'
>

/** It cannot compress and ignores `compress`. */
export type MockServerOptions = Pick<ServerOptions, 'echo' | 'protocols' | 'compress'>

/** Makes each url unique, because mock-socket keeps all servers of a process in one table. */
let count = 0

/** A mock-socket server with the interface of the real test server. */
export function startMockServer({ echo = true, protocols }: MockServerOptions = {}): MockServer {
  const url = `ws://mock-${++count}.test`
  const server = new Server(url, {
    mock: false,
    ...(protocols && { selectProtocol: (offered: string[]) => protocols.find((each) => offered.includes(each)) ?? '' }),
  })
  const messages: ServerMessage[] = []
  const closes: ReceivedClose[] = []
  const clients = new Set<Client>()
  let opened = 0

  server.on('connection', (client) => {
    opened++
    clients.add(client)
    client.on('close', ((event: ReceivedClose) => {
      clients.delete(client)
      closes.push({ code: event.code, reason: event.reason })
    }) as () => void)
    client.on('message', (data) => {
      messages.push(typeof data === 'string' ? data : Buffer.from(bytesOf(data as ArrayBuffer)))
      // mock-socket would convert a view to its decimal digits.
      if (echo) client.send(typeof data === 'string' ? data : bytesOf(data as ArrayBuffer))
    })
  })

  const end = (close: { code: number; reason: string; wasClean: boolean }) => {
    for (const client of clients) client.close(close)
  }

  return {
    url,
    messages,
    closes,
    get opened() {
      return opened
    },
    get alive() {
      return clients.size
    },
    broadcast(message) {
      for (const client of clients) client.send(typeof message === 'string' ? message : bytesOf(message))
    },
    closeAll: (code = 1000, reason = '') => end({ code, reason, wasClean: true }),
    terminateAll: () => end({ code: 1006, reason: '', wasClean: false }),
    async stop() {
      server.close()
    },
  }
}

/** Copies exactly these bytes. */
function bytesOf(data: ArrayBuffer | ArrayBufferView): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(data) ? data : new Uint8Array(data)
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer
}
