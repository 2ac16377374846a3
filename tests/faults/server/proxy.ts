import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  readonly port: number
  /** Passes no more data on the current sockets and does not close them: half-open, as after dropped packets. */
  stall(): void
  /** Passes the held data and all later data. */
  resume(): void
  stop(): void
}

/** Passes bytes in both directions between its clients and the server on port `target`. */
export async function startProxy(target: number): Promise<Proxy> {
  const pairs: (readonly [Socket, Socket])[] = []
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    pairs.push([near, far])
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (chunk: Buffer) => to.write(chunk))
      from.on('end', () => to.end())
      // A reset of one side resets the other side.
      from.on('error', () => to.resetAndDestroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sockets = () => pairs.flat()
  return {
    port: (server.address() as AddressInfo).port,
    // A paused socket does not read. So it also does not detect an end, and passes nothing.
    stall: () => sockets().forEach((socket) => socket.pause()),
    resume: () => sockets().forEach((socket) => socket.resume()),
    stop() {
      server.close()
      for (const socket of sockets()) socket.destroy()
    },
  }
}
