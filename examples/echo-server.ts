import { WebSocketServer, type WebSocket } from 'ws'

/** Sends each message back in upper case. */
export const echoUpperCase = (socket: WebSocket): void => {
  socket.on('message', (data: Buffer) => socket.send(data.toString('utf8').toUpperCase()))
}

/** Starts an echo server on a free port. Resolves when it listens. */
export const startEchoServer = () =>
  new Promise<{ url: string; close(): void }>((resolve) => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      resolve({
        url: `ws://127.0.0.1:${port}`,
        close: () => {
          for (const socket of server.clients) socket.terminate()
          server.close()
        },
      })
    })
    server.on('connection', echoUpperCase)
  })
