import { readdirSync, readFileSync } from 'node:fs'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Channel, Connection } from 'websocket-store'
import { WebSocket, WebSocketServer } from 'ws'
import { serve } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { waitFor } from '../support/wait-for'
import { read, root } from './support/code-blocks'
import { declarationFile, domFile, exportsOf, membersOf } from './support/declared-names'
import { runBlock } from './support/run-block'

interface Guide {
  readonly file: string
  readonly package: string | null
  readonly names: () => string[]
  /** The least number of names, so that an empty list is noticed. */
  readonly atLeast: number
}

const ofReactUseWebSocket = () => {
  const types = declarationFile('react-use-websocket/dist/lib', 'types.d.ts')
  const declarations = ['Options', 'HeartbeatOptions', 'EventSourceOptions', 'WebSocketHook', 'EventSourceHook']
  return [...declarations.flatMap((name) => membersOf(types, name)), ...exportsOf(declarationFile('react-use-websocket/dist', 'index.d.ts'))]
}

const ofVueUse = () => {
  const file = declarationFile('@vueuse/core/dist', 'index.d.ts')
  return [
    ...['UseWebSocketOptions', 'ConfigurableScheduler', 'UseWebSocketReturn'].flatMap((name) => membersOf(file, name)),
    ...exportsOf(file).filter((name) => name.includes('WebSocket')),
  ]
}

const ofPartySocket = () => {
  const socket = declarationFile('partysocket', /^ws-.*\.d\.ts$/)
  const hook = declarationFile('partysocket', /^use-ws-.*\.d\.ts$/)
  const index = declarationFile('partysocket', 'index.d.ts')
  const { exports } = JSON.parse(readFileSync(declarationFile('partysocket', 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
  return [
    ...['Options', 'ReconnectingWebSocket'].flatMap((name) => membersOf(socket, name)),
    ...['SocketOptions', 'EventHandlerOptions'].flatMap((name) => membersOf(hook, name)),
    ...['PartySocketOptions', 'PartyFetchOptions', 'PartySocket'].flatMap((name) => membersOf(index, name)),
    ...['index', 'react', 'ws', 'use-ws'].flatMap((entry) => exportsOf(declarationFile('partysocket', `${entry}.d.ts`))),
    ...Object.keys(exports).map((entry) => entry.replace('.', 'partysocket')),
  ]
}

const ofReconnectingWebSocket = () => {
  const file = declarationFile('reconnecting-websocket/dist', 'reconnecting-websocket.d.ts')
  return [...['Options', 'ReconnectingWebSocket'].flatMap((name) => membersOf(file, name)), ...exportsOf(file)]
}

const ofSocketIo = () => {
  const file = (name: string) => declarationFile('socket.io-client/build/esm', `${name}.d.ts`)
  const engine = declarationFile('engine.io-client/build/esm', 'socket.d.ts')
  return [
    ...['ManagerOptions', 'ManagerReservedEvents', 'Manager'].flatMap((name) => membersOf(file('manager'), name)),
    ...['SocketOptions', 'SocketReservedEvents', 'Socket'].flatMap((name) => membersOf(file('socket'), name)),
    ...membersOf(engine, 'SocketOptions'),
    ...exportsOf(file('index')),
  ].filter((name) => !name.startsWith('_')) // internal, although not declared so
}

const guides: Guide[] = [
  { file: 'react-use-websocket.md', package: 'react-use-websocket', names: ofReactUseWebSocket, atLeast: 38 },
  { file: 'vueuse.md', package: '@vueuse/core', names: ofVueUse, atLeast: 27 },
  { file: 'partysocket.md', package: 'partysocket', names: ofPartySocket, atLeast: 70 },
  { file: 'reconnecting-websocket.md', package: 'reconnecting-websocket', names: ofReconnectingWebSocket, atLeast: 35 },
  { file: 'socket-io.md', package: 'socket.io-client', names: ofSocketIo, atLeast: 90 },
  { file: 'plain-websocket.md', package: null, names: () => membersOf(domFile, 'WebSocket'), atLeast: 18 },
]

/** The first cells of all table rows. */
const firstCells = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .map((line) => line.split(' | ')[0]!)

/** Whether a cell names it in code. The default export has no name. */
function mentions(cell: string, name: string): boolean {
  if (name === 'default') return /\bdefault\b/.test(cell)
  const words = [...cell.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code.split(/[^\w$/.-]+/))
  return words.some((word) => word === name || word.split('.').includes(name))
}

it.each(guides)('the tables of $file name everything that the package declares', ({ file, names, atLeast }) => {
  const cells = firstCells(read(`docs/migrate/${file}`))
  const declared = [...new Set(names())]
  expect(declared.length).toBeGreaterThanOrEqual(atLeast)
  expect(declared.filter((name) => !cells.some((cell) => mentions(cell, name)))).toEqual([])
})

it.each(guides.filter((guide) => guide.package !== null))('$file is about the installed version', (guide) => {
  const { version } = JSON.parse(readFileSync(`${root}node_modules/${guide.package}/package.json`, 'utf8')) as { version: string }
  expect(read(`docs/migrate/${guide.file}`)).toContain(`\`${guide.package}\` ${version}`)
})

/** Words in the code of equivalents that are not names of this library: parts of URLs, messages and the platform. */
const OTHER_WORDS = /^(store|wss|example|org|parties|main|room|_pk|pong|transports|polling|ws|true|searchParams|encodeURIComponent|fetch|EventTarget)$/

it.each(guides)('the equivalents in $file are names of the public declarations', ({ file }) => {
  const wordsOf = (text: string) => text.match(/[A-Za-z_$][\w$]*/g) ?? []
  const known = new Set(wordsOf(readdirSync(`${root}api`).map((name) => read(`api/${name}`)).join('\n')))
  const rows = read(`docs/migrate/${file}`).split('\n').filter((line) => /^\| (?!-)/.test(line))
  const code = rows.flatMap((row) => row.split(' | ').slice(1)).flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text))
  expect(code.length).toBeGreaterThan(20)
  expect(code.flatMap(wordsOf).filter((word) => !known.has(word) && !OTHER_WORDS.test(word))).toEqual([])
})

interface Ends {
  close?(): unknown
  dispose?(): unknown
}

// Some of the packages use the global WebSocket, which Node 20 does not have.
beforeEach(() => {
  vi.stubGlobal('WebSocket', WebSocket)
  vi.spyOn(console, 'log').mockImplementation(() => {})
  vi.spyOn(console, 'warn').mockImplementation(() => {}) // the blocks do not handle errors
})

const modules = {
  // The mark of a compiled module, so that the block gets the class as its default import.
  'reconnecting-websocket': async () => ({ __esModule: true, default: (await import('reconnecting-websocket')).default }),
  partysocket: () => import('partysocket'),
  // Uses a free port instead of the port of the page.
  ws: async () => ({ WebSocketServer: class extends WebSocketServer { constructor() { super({ port: 0, host: '127.0.0.1' }) } } }),
}

/** Runs a block, and ends its socket or connection after the test. */
async function run<Exports extends object>(page: string, marker: string, url: string): Promise<Exports> {
  const exports = await runBlock<Exports>(`docs/migrate/${page}.md`, marker, url, { modules })
  const { socket, connection } = exports as { socket?: Ends; connection?: Ends }
  onTestFinished(() => void (socket?.close?.(), connection?.dispose?.()))
  return exports
}

const logged = () => vi.mocked(console.log).mock.calls

it.each([
  ['reconnecting-websocket', 'new ReconnectingWebSocket(\'wss://example.org/feed'],
  ['reconnecting-websocket', 'createConnection('],
  ['plain-websocket', 'export const socket'],
  ['plain-websocket', 'createConnection('],
])('the blocks of docs/migrate/%s.md send, receive and report a close: %s', async (page, marker) => {
  const server = await serve()
  await run(page, marker, server.url)
  await waitFor(() => logged().length === 1)
  expect(logged()).toEqual([[server.messages[0]]])
  server.closeAll(4404)
  await waitFor(() => logged().length === 2)
  expect(logged()[1]).toEqual(['closed', 4404])
})

it.each(['import { WebSocket } from', 'createConnection('])('the class of docs/migrate/partysocket.md sends and receives with a subprotocol: %s', async (marker) => {
  const server = await serve()
  await run('partysocket', marker, server.url)
  await waitFor(() => logged().length === 1)
  expect(logged()).toEqual([['hello']])
  expect(server.requests.map(({ headers }) => headers['sec-websocket-protocol'])).toEqual(['v2'])
})

type Add = (a: number, b: number) => Promise<number>

it.each(['addBefore', 'addAfter'] as const)('docs/migrate/socket-io.md uses a Socket.IO server: %s', async (name) => {
  vi.stubGlobal('getToken', async () => 'secret')
  const server = await serveSocketIo()
  const tokens: unknown[] = []
  server.io.of('/market').on('connection', (socket) => {
    tokens.push(socket.handshake.auth['token'])
    socket.on('watch', (symbol: string) => socket.emit('price', symbol, 42))
    socket.on('add', (a: number, b: number, sum: (result: number) => void) => sum(a + b))
  })
  const page = await run<Partial<Record<string, Add>>>('socket-io', `export const ${name}`, `${server.url}/market`)
  await waitFor(() => logged().length === 1)
  expect(logged()).toEqual([['OAK costs 42']])
  expect(await page[name]!(2, 3)).toBe(5)
  expect(tokens).toEqual(['secret'])
})

it('docs/migrate/socket-io.md replaces the server: rooms, replies and pings', async () => {
  const { server, publish } = await runBlock<{ server: WebSocketServer; publish(symbol: string, value: number): void }>(
    'docs/migrate/socket-io.md',
    'new WebSocketServer',
    '',
    { modules },
  )
  onTestFinished(() => server.close())
  const { port } = await waitFor(() => server.address() as { port: number })
  type Page = { market: Connection<unknown, unknown>; oak: Channel; stop(): void; add: Add }
  const { market, stop, add } = await runBlock<Page>('docs/migrate/socket-io.md', 'export const market', `ws://127.0.0.1:${port}`)
  onTestFinished(() => market.dispose())
  expect(await add(2, 3)).toBe(5)
  publish('OAK', 42)
  publish('ELM', 7)
  publish('OAK', 43)
  await waitFor(() => logged().length === 2)
  expect(logged()).toEqual([[{ symbol: 'OAK', value: 42 }], [{ symbol: 'OAK', value: 43 }]])

  // The room is joined again on the next socket.
  for (const socket of server.clients) socket.terminate()
  await waitFor(() => {
    publish('OAK', 44)
    return logged().length > 2
  })
  stop()
  expect(await add(1, 1)).toBe(2) // the server has read the message that leaves the room
  vi.mocked(console.log).mockClear()
  publish('OAK', 45)
  expect(await add(1, 2)).toBe(3)
  expect(logged()).toEqual([])
  market.setOptions({ ...market.options, heartbeat: { intervalMs: 10 } })
  await waitFor(() => market.getSnapshot().latencyMs !== null)
})

it('the options of docs/migrate/index.md type the messages of a connection', async () => {
  const { PRICES_URL, priceOptions } = await runBlock<{ PRICES_URL: string; priceOptions: object }>('docs/migrate/index.md', 'PRICES_URL', 'ws://127.0.0.1:1')
  expect(PRICES_URL).toBe('ws://127.0.0.1:1')
  expect(priceOptions).toMatchObject({ reconnect: { maxAttempts: 10 }, codec: { encode: expect.any(Function) } })
})
