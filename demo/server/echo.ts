import type { Endpoint } from './client'

/** Sends every frame back unchanged, text or binary. */
export const createEcho = (): Endpoint => ({
  open: (client) => ({
    onMessage: (data, isBinary) => {
      if (!client.hasCapacity()) {
        client.socket.close(1013, 'The client reads too slowly.')
        return
      }
      client.socket.send(data, { binary: isBinary })
    },
  }),
  floodFrame: (index) => `flood ${index}`,
})
