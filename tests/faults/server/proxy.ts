import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface Proxy {
  readonly port: number
  /** From now on nothing passes on the lines there are, and nothing is closed: half-open, as after packets were dropped. */
  stall(): void
  /** What was held back passes again. */
  resume(): void
  stop(): void
}

/** Passes bytes both ways between those who dial it and the server on `target`. */
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
      // A reset of one side is a reset of the other.
      from.on('error', () => to.resetAndDestroy())
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sockets = () => pairs.flat()
  return {
    port: (server.address() as AddressInfo).port,
    // A paused socket does not read, so it does not learn of an end either, and has nothing to pass on.
    stall: () => sockets().forEach((socket) => socket.pause()),
    resume: () => sockets().forEach((socket) => socket.resume()),
    stop() {
      server.close()
      for (const socket of sockets()) socket.destroy()
    },
  }
}
