import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, inject, it } from 'vitest'

const { folder } = inject('packed')

const CORE = `
  import { ReadyState, createConnection, createRegistry, getDefaultRegistry, json, type Connection, type ConnectionSnapshot } from 'websocket-store'

  const connection: Connection = createConnection('ws://127.0.0.1/', { reconnect: { maxAttempts: 3 }, queue: false })
  const snapshot: ConnectionSnapshot<string | ArrayBuffer> = connection.getSnapshot()
  const isOpen: boolean = snapshot.readyState === ReadyState.OPEN
  const result: 'sent' | 'queued' | 'dropped' = connection.send(isOpen ? 'hello' : new Uint8Array(1))
  const stop: () => void = connection.onMessage((message, event) => {
    const text: string | ArrayBuffer = message
    const type: string = event.type
    void [text, type, result]
  })
  connection.on('close', ({ code, reason, wasClean }) => void [code.toFixed(), reason.trim(), wasClean])
  stop()

  const typed = createRegistry().connection('ws://127.0.0.1/', { codec: json() })
  typed.onMessage((message) => {
    const value: unknown = message
    // @ts-expect-error a received value is unknown until it is validated
    void message.length
    void value
  })
  // @ts-expect-error this option does not exist
  getDefaultRegistry().connection('ws://127.0.0.1/', { reconect: true })
  // @ts-expect-error this event does not exist
  connection.on('opened', () => {})
`

const REACT = `
  import { ReadyState } from 'websocket-store'
  import { useMessage, useMessages, useWebSocket } from 'websocket-store/react'

  export const useLength = (url: string | null): number => {
    const { data, readyState, send, connection } = useWebSocket(url, { enabled: true, select: (message) => String(message).length })
    useMessage(connection, (message) => void String(message))
    const history: readonly (string | ArrayBuffer)[] = useMessages(connection, { limit: 10 })
    const length: number | undefined = data
    if (readyState === ReadyState.OPEN) send('hello')
    return (length ?? 0) + history.length
  }
`

const VUE = `
  import { ref, type Ref } from 'vue'
  import { useWebSocket } from 'websocket-store/vue'

  const { data, readyState, send } = useWebSocket(ref<string | null>('ws://127.0.0.1/'))
  const state: Readonly<Ref<-1 | 0 | 1 | 2 | 3>> = readyState
  const latest: string | ArrayBuffer | undefined = data.value
  useWebSocket(() => new URL('ws://127.0.0.1/'))
  void [state, latest, send('hello')]
`

const TRANSPORTS = `
  import { createConnection, json, request } from 'websocket-store'
  import { eventSource } from 'websocket-store/event-source'
  import { socketIo, type SocketIoClient } from 'websocket-store/socket-io'

  interface FromServer { price: (symbol: string, value: number) => void }
  interface ToServer { add: (a: number, b: number, sum: (result: number) => void) => void }
  declare const io: SocketIoClient
  const connection = createConnection('https://127.0.0.1/', socketIo<FromServer, ToServer>(io, { auth: { token: 'secret' } }))
  connection.onMessage((message) => {
    if (message.event === 'price') void message.args[1].toFixed()
  })
  const sum: Promise<number> = request(connection, { event: 'add', args: [1, 2] })
  // @ts-expect-error this event does not exist
  connection.send({ event: 'subtract', args: [1, 2] })

  const stream = createConnection('https://127.0.0.1/', eventSource({ codec: json<number>(), events: ['price'] }))
  stream.onMessage(({ event, data, id }) => void [event === 'price', data.toFixed(), id.length, sum])
`

const RESOLUTION = {
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
}

/** Compiles a file against the installed tarball and returns the compiler errors. */
const compile = async (name: string, file: string, code: string, options: object): Promise<string> => {
  const project = join(folder, name)
  mkdirSync(project, { recursive: true })
  writeFileSync(join(project, file), code)
  const compilerOptions = { target: 'es2022', strict: true, exactOptionalPropertyTypes: true, noEmit: true, types: [], ...options }
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: [file] }))
  try {
    await promisify(execFile)(process.execPath, [resolve('node_modules/@typescript/native/bin/tsc'), '-p', project], { cwd: project })
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout ?? error)
  }
}

// Does not set `skipLibCheck`, because the declarations of this package must compile too. Those of React and Vue need the DOM library.
describe.each(Object.entries(RESOLUTION))('a TypeScript program with moduleResolution %s', (name, resolution) => {
  it.each(['mts', 'cts'])('uses the core from .%s, with the DOM library', async (extension) => {
    const lib = ['es2022', 'dom']
    expect(await compile(`${name}-${extension}-dom`, `main.${extension}`, CORE, { ...resolution, lib })).toBe('')
  })

  it.each(['mts', 'cts'])('uses the core from .%s, without the DOM library', async (extension) => {
    const lib = ['es2022']
    expect(await compile(`${name}-${extension}-bare`, `main.${extension}`, CORE, { ...resolution, lib })).toBe('')
  })

  it.each(['mts', 'cts'])('uses the core from .%s, with the types of Node', async (extension) => {
    const options = { ...resolution, lib: ['es2022'], types: ['node'] }
    expect(await compile(`${name}-${extension}-node`, `main.${extension}`, CORE, options)).toBe('')
  })

  it.each(['mts', 'cts'])('uses the transports from .%s, with and without the DOM library', async (extension) => {
    for (const lib of [['es2022', 'dom'], ['es2022']])
      expect(await compile(`${name}-${extension}-transports-${lib.length}`, `main.${extension}`, TRANSPORTS, { ...resolution, lib })).toBe('')
  })

  it.each(['mts', 'cts'])('uses the hooks from .%s', async (extension) => {
    const options = { ...resolution, lib: ['es2022', 'dom'], jsx: 'react-jsx' }
    expect(await compile(`${name}-${extension}-react`, `main.${extension}`, REACT, options)).toBe('')
  })

  it.each(['mts', 'cts'])('uses the composables from .%s', async (extension) => {
    const options = { ...resolution, lib: ['es2022', 'dom', 'dom.iterable'], skipLibCheck: true }
    expect(await compile(`${name}-${extension}-vue`, `main.${extension}`, VUE, options)).toBe('')
  })
})
