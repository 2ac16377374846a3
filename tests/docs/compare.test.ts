import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ENTRIES, bytesOf, tableOf, type Size } from '../../scripts/docs/peer-sizes'
import { read, root } from './support/code-blocks'
import { declarationFile, membersOf } from './support/declared-names'

// What docs/compare/index.md says about versions, sizes, options and module formats.

const page = read('docs/compare/index.md')

interface Manifest {
  readonly version: string
  readonly type?: string
  readonly main?: string
  readonly module?: string
  readonly exports?: { readonly '.'?: unknown }
}

const manifestOf = (name: string) =>
  JSON.parse(readFileSync(existsSync(`${root}node_modules/${name}`) ? `${root}node_modules/${name}/package.json` : `${root}package.json`, 'utf8')) as Manifest

describe('the sizes', () => {
  const sizes = JSON.parse(read('docs/compare/sizes.json')) as Size[]

  it('are the ones of the file, for the installed versions', () => {
    expect(page).toContain(tableOf(sizes))
    const versions = ENTRIES.map((entry) => (entry.package === 'websocket-store' ? 'this' : manifestOf(entry.package).version))
    expect(sizes.map(({ version }) => version)).toEqual(versions)
    expect(sizes.map(({ label }) => label)).toEqual(ENTRIES.map((entry) => `${entry.package}: ${entry.label}`))
  })

  it.each(ENTRIES.map((entry, index) => ({ ...entry, bytes: sizes[index]!.bytes })))('are measured: $package, $label', async ({ code, bytes }) => {
    const measured = await bytesOf(code)
    // 3 %, so that a small change of this library does not need another measurement.
    expect(Math.abs(measured / bytes - 1)).toBeLessThan(0.03)
  })

  it.each([
    ['react-use-websocket: `useWebSocket`', 'React', 1 / 2],
    ['@vueuse/core: `useWebSocket`', 'Vue', 1 / 6],
    ['partysocket: `useWebSocket`', 'React', 1 / 4],
  ])('of %s, %s, is about the stated part of ours: %f', (label, framework, part) => {
    const bytes = (name: string) => sizes.find((size) => size.label === `${name}, ${framework}`)!.bytes
    expect(Math.abs(bytes(label) / bytes('websocket-store: `useWebSocket`') / part - 1)).toBeLessThan(0.1)
  })
})

it('the page names the installed versions', () => {
  for (const { package: name } of ENTRIES) expect(page).toContain(name === 'websocket-store' ? `this library ${manifestOf(name).version}` : `\`${name}\` ${manifestOf(name).version}`)
})

const options = {
  'react-use-websocket': membersOf(declarationFile('react-use-websocket/dist/lib', 'types.d.ts'), 'Options'),
  VueUse: membersOf(declarationFile('@vueuse/core/dist', 'index.d.ts'), 'UseWebSocketOptions'),
  partysocket: membersOf(declarationFile('partysocket', /^ws-.*\.d\.ts$/), 'Options'),
  'reconnecting-websocket': membersOf(declarationFile('reconnecting-websocket/dist', 'reconnecting-websocket.d.ts'), 'Options'),
  'socket.io-client': [
    ...membersOf(declarationFile('socket.io-client/build/esm', 'manager.d.ts'), 'ManagerOptions'),
    ...membersOf(declarationFile('socket.io-client/build/esm', 'socket.d.ts'), 'SocketOptions'),
    ...membersOf(declarationFile('engine.io-client/build/esm', 'socket.d.ts'), 'SocketOptions'),
  ],
} satisfies Record<string, string[]>

type Peer = keyof typeof options

// A row of the page, the names that would show the feature, and the options that show it.
it.each<[row: string, words: RegExp, declared: Partial<Record<Peer, string[]>>]>([
  ['random part of the delay', /random|jitter/i, { 'socket.io-client': ['randomizationFactor'] }],
  ['time limit for connecting', /^(connect.*)?timeout$|connectionTimeout/i, { partysocket: ['connectionTimeout'], 'reconnecting-websocket': ['connectionTimeout'], 'socket.io-client': ['timeout'], 'react-use-websocket': [] }],
  ['heartbeat', /heartbeat/i, { 'react-use-websocket': ['heartbeat'], VueUse: ['heartbeat'] }],
  ['a filter for each component', /filter|select/i, { 'react-use-websocket': ['filter'] }],
  ['a list of the last messages', /history|messages$/i, { partysocket: ['maxEnqueuedMessages'], 'reconnecting-websocket': ['maxEnqueuedMessages'] }],
  ['messages that wait for the open', /queue|buffer|enqueued/i, { partysocket: ['maxEnqueuedMessages'], 'reconnecting-websocket': ['maxEnqueuedMessages'] }],
  ['decides by close code', /shouldReconnect/, { 'react-use-websocket': ['shouldReconnect'], partysocket: ['shouldReconnectOnClose'] }],
  ['messages checked by a schema', /schema|codec|valid/i, {}],
  ['reacts to network changes, sleep and the back-forward cache', /online|visib|lifecycle|freeze/i, {}],
  ['tabs of a user share one socket', /\btabs?\b|worker|leader|broadcast/i, {}],
  ['decoding off the main thread', /worker|thread/i, {}],
  ['your own socket constructor', /^(WebSocket|transports)$/, { partysocket: ['WebSocket'], 'reconnecting-websocket': ['WebSocket'], 'socket.io-client': ['transports'] }],
  ['at least once', /^retries$/, { 'socket.io-client': ['retries'], VueUse: ['retries'] }], // those of VueUse are attempts to connect
])('the options of the others agree with the row "%s"', (row, words, declared) => {
  expect(page).toContain(`| ${row} |`)
  for (const peer of Object.keys(options) as Peer[]) {
    const found = [...new Set(options[peer].filter((name) => words.test(name)))]
    expect([peer, ...found]).toEqual([peer, ...(declared[peer] ?? [])])
  }
})

it.each([
  ['react-use-websocket', 'CommonJS'],
  ['@vueuse/core', 'ES modules'],
  ['partysocket', 'ES modules, CommonJS'],
  ['reconnecting-websocket', 'ES modules, CommonJS'],
  ['socket.io-client', 'ES modules, CommonJS'],
  ['websocket-store', 'ES modules, CommonJS'],
])('%s has the module formats of the page: %s', (name, formats) => {
  const { type, main = '', module = '', exports } = manifestOf(name)
  const entry = JSON.stringify(exports?.['.'] ?? '')
  const hasModules = type === 'module' || module !== '' || entry.includes('"import"')
  const hasCommonJs = entry.includes('"require"') || (entry === '""' && type !== 'module' && main !== '')
  expect([...(hasModules ? ['ES modules'] : []), ...(hasCommonJs ? ['CommonJS'] : [])].join(', ')).toBe(formats)
})

it('the hooks of this library are larger than every other package', () => {
  const sizes = JSON.parse(read('docs/compare/sizes.json')) as Size[]
  const [hooks, others] = [sizes.slice(0, 2), sizes.filter(({ version }) => version !== 'this')]
  expect(Math.min(...hooks.map(({ bytes }) => bytes))).toBeGreaterThan(Math.max(...others.map(({ bytes }) => bytes)))
})

it.each([
  ['partysocket/dist/ws.js', /connectionTimeout: 4e3,/],
  ['reconnecting-websocket/dist/reconnecting-websocket-cjs.js', /connectionTimeout: 4000,/],
  ['socket.io-client/build/esm/manager.js', /timeout\(null == opts\.timeout \? 20000 : /],
])('%s has the time limit of the page by default', (file, pattern) => {
  expect(readFileSync(`${root}node_modules/${file}`, 'utf8')).toMatch(pattern)
})

it('reconnecting-websocket takes one random delay for each page, and partysocket a fixed one', () => {
  const source = (file: string) => readFileSync(`${root}node_modules/${file}`, 'utf8')
  expect(source('reconnecting-websocket/dist/reconnecting-websocket-cjs.js').split('Math.random').length - 1).toBe(1)
  expect(source('reconnecting-websocket/dist/reconnecting-websocket-cjs.js')).toMatch(/DEFAULT = \{[^}]*Math\.random/)
  expect(source('partysocket/dist/ws.js')).not.toContain('Math.random')
})
