import { WebSocketServer } from 'ws'

/** A server to talk to: it sends back what it gets, in capitals. Resolves to its URL. */
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
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => socket.send(data.toString('utf8').toUpperCase()))
    })
  })
