import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface SseEvent {
  readonly data: string
  readonly event?: string
  readonly id?: string
}

export interface SseServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string
  /** All requests for a stream, including refused ones. */
  readonly requests: readonly IncomingMessage[]
  /** Streams that are open. */
  readonly alive: number
  send(...events: readonly SseEvent[]): void
  /** Ends every stream with a complete HTTP response. */
  endAll(): void
  /** Destroys every TCP connection. */
  cutAll(): void
  /** Answers later requests with this status instead of a stream; null serves streams again. */
  answer(status: number | null, contentType?: string): void
  down(): Promise<void>
  up(): Promise<void>
}

export interface SseOptions {
  onStream?(send: SseServer['send'], request: IncomingMessage): void
}

const format = ({ data, event, id }: SseEvent): string =>
  [
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...data.split('\n').map((line) => `data: ${line}`),
    '\n',
  ].join('\n')

/** A real server of server-sent events on a free port. */
export async function startSse({ onStream }: SseOptions = {}): Promise<SseServer & { stop(): Promise<void> }> {
  const requests: IncomingMessage[] = []
  const streams = new Set<ServerResponse>()
  let answer: { readonly status: number; readonly contentType: string } | null = null

  const http = createServer((request, response) => {
    requests.push(request)
    const { origin } = request.headers
    if (origin !== undefined) {
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-credentials', 'true')
    }
    // A client that sends this cookie back uses credentials.
    response.setHeader('set-cookie', 'visitor=1')
    if (answer) return void response.writeHead(answer.status, { 'content-type': answer.contentType }).end('data: no stream\n\n')
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' }).flushHeaders()
    streams.add(response)
    response.on('close', () => streams.delete(response))
    onStream?.((...events) => void response.write(events.map(format).join('')), request)
  })
  const listen = (port: number) => new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = http.address() as AddressInfo

  async function down(): Promise<void> {
    if (!http.listening) return
    const closed = new Promise<unknown>((resolve) => http.close(resolve))
    http.closeAllConnections()
    await closed
  }

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get alive() {
      return streams.size
    },
    send(...events) {
      for (const stream of streams) stream.write(events.map(format).join(''))
    },
    endAll() {
      for (const stream of streams) stream.end()
    },
    cutAll: () => http.closeAllConnections(),
    answer: (status, contentType = 'text/plain') => void (answer = status === null ? null : { status, contentType }),
    down,
    up: () => listen(port),
    stop: down,
  }
}

/** Starts a server that stops when the test ends. */
export async function serveSse(options?: SseOptions): Promise<SseServer> {
  const server = await startSse(options)
  onTestFinished(() => server.stop())
  return server
}
