/** The part of Node's `net.Socket` that the line uses: declared here, so that the package needs no types of Node. */
export interface TcpSocket {
  readonly destroyed: boolean
  on(type: 'data', listener: (chunk: Uint8Array) => void): unknown
  on(type: 'error', listener: (error: Error) => void): unknown
  on(type: 'end' | 'close', listener: () => void): unknown
  write(bytes: Uint8Array): unknown
  end(): unknown
  destroy(): unknown
  resetAndDestroy(): unknown
}

export interface TcpServer {
  once(type: 'error', listener: (error: Error) => void): unknown
  listen(port: number, host: string, listener: () => void): unknown
  address(): { readonly port: number }
  close(): unknown
}

interface ConnectOptions {
  readonly host: string
  readonly port: number
  readonly allowHalfOpen: true
  readonly noDelay: true
}

export interface NodeNet {
  readonly net: {
    createServer(options: { allowHalfOpen: true; noDelay: true }, listener: (socket: TcpSocket) => void): TcpServer
    connect(options: ConnectOptions): TcpSocket
    isIP(host: string): number
  }
  readonly tls: { connect(options: ConnectOptions & { servername?: string; ALPNProtocols: string[] }): TcpSocket }
}

interface Runtime {
  readonly process?: { getBuiltinModule?(name: string): unknown }
}

/** Read at run time, so that bundles for pages contain no import of Node's modules. */
export function nodeNet(): NodeNet {
  const { process } = globalThis as unknown as Runtime
  const [net, tls] = [process?.getBuiltinModule?.('node:net'), process?.getBuiltinModule?.('node:tls')]
  if (!net || !tls) {
    throw new Error(
      'serverContract() needs TCP sockets, and this runtime has no process.getBuiltinModule(). ' +
        'Run it in Node 20.16, 22.3 or newer, not in a page.',
    )
  }
  return { net, tls } as NodeNet
}
