import { describe, expect, it } from 'vitest'
import { ENTRIES, load, RUNNER_ENTRIES, runNode } from './run-node'

/** Globals that a package could access while it loads. Missing globals are defined, so that a `typeof` is detected too. */
const TRAPPED = [
  ...['window', 'self', 'document', 'navigator', 'location', 'localStorage', 'WebSocket', 'EventSource', 'fetch'],
  ...['performance', 'setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'],
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'addEventListener'],
  ...['removeEventListener', 'BroadcastChannel', 'WorkerGlobalScope', 'Event', 'CustomEvent', 'MessageEvent'],
]

/** Frameworks may access any global, so they load before the traps are set. */
const FRAMEWORKS: Readonly<Record<string, readonly string[]>> = {
  'websocket-store/testing/react': ['react', '@testing-library/react'],
  'websocket-store/testing/vue': ['vue', '@vue/test-utils'],
  'websocket-store/devtools/vue-devtools': ['vue', '@vue/devtools-api'],
}
const frameworks = (entry: string) => FRAMEWORKS[entry] ?? /\/(react|vue)[\w-]*$/.exec(entry)?.slice(1) ?? []
const trapped = (format: 'mjs' | 'cjs', entry: string) => `
  ${frameworks(entry).map((name) => load(format, name)).join('\n')}
  const before = Reflect.ownKeys(globalThis)
  const touched = []
  const caller = () => new Error().stack.includes('websocket-store/dist')
  for (const name of ${JSON.stringify(TRAPPED)}) {
    const value = globalThis[name]
    Object.defineProperty(globalThis, name, {
      configurable: true,
      get() { if (caller()) touched.push(name); return value },
      set() { touched.push(name) },
    })
  }
  const [now, random] = [Date.now, Math.random]
  Date.now = () => { if (caller()) touched.push('Date.now'); return now() }
  Math.random = () => { if (caller()) touched.push('Math.random'); return random() }
  const trappedKeys = new Set(${JSON.stringify(TRAPPED)})
  const names = Object.keys(${load(format, entry)})
  const added = Reflect.ownKeys(globalThis).filter((key) => !before.includes(key) && !trappedKeys.has(key))
  console.log(JSON.stringify({ names: names.length > 0, touched, added: added.map(String) }))
`

describe.each(['mjs', 'cjs'] as const)('importing as %s', (format) => {
  it.each(ENTRIES)('%s accesses no global and adds none', async (entry) => {
    const result = JSON.parse(await runNode(format, trapped(format, entry))) as unknown
    expect(result).toEqual({ names: true, touched: [], added: [] })
  })

  it.each(ENTRIES)('%s does not keep the process alive', async (entry) => {
    const code = `${load(format, entry)}; console.log(process.getActiveResourcesInfo().filter((r) => /Timeout|TCP|Immediate/.test(r)).length)`
    expect(await runNode(format, code)).toBe('0')
  })

  it.each(ENTRIES)('%s works in a worker thread', async (entry) => {
    const worker = `(async () => {
      const entry = ${load(format, entry)}
      require('node:worker_threads').parentPort.postMessage(Object.keys(entry).includes('ReadyState') || Object.keys(entry).length > 0)
    })()`
    const code = `
      ${format === 'mjs' ? `import { Worker } from 'node:worker_threads'` : `const { Worker } = require('node:worker_threads')`}
      new Worker(${JSON.stringify(worker)}, { eval: true }).on('message', (ok) => console.log(ok))
    `
    expect(await runNode(format, code)).toBe('true')
  })
})

describe('an entry for a test runner, outside of it', () => {
  it('finds both', () => {
    expect(RUNNER_ENTRIES).toEqual(['websocket-store/testing/vitest', 'websocket-store/testing/jest'])
  })

  it.each(['mjs', 'cjs'] as const)('for Jest fails and says why, as %s', async (format) => {
    await expect(runNode(format, load(format, 'websocket-store/testing/jest'))).rejects.toThrow(/outside of the Jest test environment/)
  })

  it('for Vitest does nothing as mjs, and says what to use as cjs', async () => {
    expect(await runNode('mjs', `${load('mjs', 'websocket-store/testing/vitest')}; console.log('loaded')`)).toBe('loaded')
    await expect(runNode('cjs', load('cjs', 'websocket-store/testing/vitest'))).rejects.toThrow(/use "import" instead/)
  })
})

describe('the traps', () => {
  it('detect a package that accesses a global', async () => {
    // The traps identify the caller by its path, so the file must have a path like a file of the package.
    const code = `
      import { mkdirSync, writeFileSync } from 'node:fs'
      mkdirSync('node_modules/offender/websocket-store/dist', { recursive: true })
      writeFileSync('node_modules/offender/websocket-store/dist/index.mjs', 'export const isBrowser = typeof window === "object"')
      ${trapped('mjs', 'websocket-store').replace(`import('websocket-store')`, `import('./node_modules/offender/websocket-store/dist/index.mjs')`)}
    `
    expect(JSON.parse(await runNode('mjs', code))).toMatchObject({ touched: ['window'] })
  })
})
