import type { Endpoint } from './client'

/** Sends every frame back as it came, text or binary. */
export const createEcho = (): Endpoint => ({
  open: (client) => ({
    onMessage: (data, isBinary) => {
      if (!client.isKeepingUp()) {
        client.socket.close(1013, 'You send faster than you read.')
        return
      }
      client.socket.send(data, { binary: isBinary })
    },
  }),
  floodFrame: (index) => `flood ${index}`,
})
