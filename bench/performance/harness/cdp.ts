import type { Readable, Writable } from 'node:stream'

/** One target of a browser, spoken to in the Chrome DevTools Protocol. */
export interface Session {
  send<Result = unknown>(method: string, params?: object): Promise<Result>
  /** The next event of that name. */
  next(event: string): Promise<void>
}

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly sessionId?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** The slowest candidate takes a quarter of a minute. */
const PATIENCE_MS = 180_000

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

/**
 * The protocol over the pipes of `--remote-debugging-pipe`, with nothing else in between: drivers for tests enable the
 * Network domain, which serialises every frame and would cost more than what is measured.
 */
export function createProtocol(input: Writable, output: Readable): (sessionId?: string) => Session {
  const waiting = new Map<number, Waiting>()
  const listening = new Map<string, () => void>()
  let lastId = 0
  let partial = ''

  function take(text: string): void {
    const { id, method, sessionId, result, error } = JSON.parse(text) as Reply
    if (id === undefined) return listening.get(`${sessionId} ${method}`)?.()
    const call = waiting.get(id)
    waiting.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  }

  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    const texts = (partial + chunk).split('\0')
    partial = texts.pop() ?? ''
    texts.forEach(take)
  })
  output.on('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser is gone.'))
  })

  return (sessionId) => ({
    next: (event) => new Promise((resolve) => void listening.set(`${sessionId} ${event}`, resolve)),
    send: <Result>(method: string, params: object = {}) =>
      new Promise<Result>((resolve, reject) => {
        const id = ++lastId
        const fail = ({ message }: Error) => reject(new Error(`${method}: ${message}`))
        const timer = setTimeout(() => fail(new Error('no answer')), PATIENCE_MS)
        waiting.set(id, {
          resolve(result) {
            clearTimeout(timer)
            resolve(result as Result)
          },
          reject(error) {
            clearTimeout(timer)
            fail(error)
          },
        })
        input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
      }),
  })
}
