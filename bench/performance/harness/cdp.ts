import type { Readable, Writable } from 'node:stream'

/** A Chrome DevTools Protocol session with one browser target. */
export interface Session {
  send<Result = unknown>(method: string, params?: object): Promise<Result>
  /** Resolves at the next event with that name, with its parameters. */
  next<Params = unknown>(event: string): Promise<Params>
}

interface Reply {
  readonly id?: number
  readonly method?: string
  readonly sessionId?: string
  readonly params?: unknown
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** The slowest candidate takes about 15 s. */
const TIMEOUT_MS = 180_000

interface PendingCall {
  resolve(result: unknown): void
  reject(error: Error): void
}

/**
 * Uses the pipes of `--remote-debugging-pipe` directly. Browser automation libraries enable the Network domain, which serialises
 * every frame and would cost more than the code under test.
 */
export function createProtocol(input: Writable, output: Readable): (sessionId?: string) => Session {
  const pending = new Map<number, PendingCall>()
  const listeners = new Map<string, (params: unknown) => void>()
  let lastId = 0
  let partial = ''

  function handleMessage(text: string): void {
    const { id, method, sessionId, params, result, error } = JSON.parse(text) as Reply
    if (id === undefined) return listeners.get(`${sessionId} ${method}`)?.(params)
    const call = pending.get(id)
    pending.delete(id)
    if (error) call?.reject(new Error(error.message))
    else call?.resolve(result)
  }

  output.setEncoding('utf8')
  output.on('data', (chunk: string) => {
    const texts = (partial + chunk).split('\0')
    partial = texts.pop() ?? ''
    texts.forEach(handleMessage)
  })
  output.on('close', () => {
    for (const { reject } of pending.values()) reject(new Error('The browser has exited.'))
  })

  return (sessionId) => ({
    next: <Params>(event: string) => new Promise<Params>((resolve) => void listeners.set(`${sessionId} ${event}`, resolve as (params: unknown) => void)),
    send: <Result>(method: string, params: object = {}) =>
      new Promise<Result>((resolve, reject) => {
        const id = ++lastId
        const fail = ({ message }: Error) => reject(new Error(`${method}: ${message}`))
        const timer = setTimeout(() => fail(new Error('no answer')), TIMEOUT_MS)
        pending.set(id, {
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
