import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { entries, type Entry } from '../../../scripts/entries'
import { ENTRIES, runNode } from './run-node'

const packed = inject('packed')
const read = (file: string) => readFileSync(join(packed.package, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<string, unknown> & { exports: Record<string, unknown> }

const ENTRY_FILES = entries.map(({ name }) => `${name}.mjs`)
const formatsOf = (isWanted: (entry: Entry) => boolean) =>
  entries.filter(isWanted).flatMap(({ name }) => [`${name}.mjs`, `${name}.cjs`])

describe('the packed package', () => {
  const documents = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'docs', 'examples']
  const files = readdirSync(packed.package, { recursive: true, encoding: 'utf8' })

  it('contains only the build and the documents', () => {
    expect(readdirSync(packed.package).sort()).toEqual([...documents, 'dist', 'package.json'].sort())
    // The output of an example that was installed and built in its own folder.
    const output = /^examples[/\\].*[/\\](\.\w+|node_modules|dist|package-lock\.json)([/\\]|$)/
    expect(files.filter((file) => output.test(file))).toEqual([])
    // What only the documentation site needs.
    expect(files.filter((file) => /^docs[/\\](\.vitepress|api|source)/.test(file))).toEqual([])
  })

  // The pages name tests of the repository as their evidence. `tests/docs/code-blocks.test.ts` checks that these exist.
  it('contains every file that its pages link to, except tests and scripts', () => {
    const links = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((page) => [...read(page).matchAll(/\]\((?!https?:)([^)\s#]+)[^)\s]*\)/g)].map(([, path = '']) => ({ page, path })))
      .filter(({ path }) => !/^(\.\.\/)*(tests|scripts|bench)\//.test(path))
    expect(links.length).toBeGreaterThan(30)
    const isInside = (path: string) => !relative(packed.package, path).startsWith('..') && existsSync(path)
    expect(links.filter(({ page, path }) => !isInside(join(packed.package, dirname(page), path)))).toEqual([])
  })

  it('has no dependencies and only optional peer dependencies', () => {
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.optionalDependencies).toBeUndefined()
    const peers = {
      '@jest/globals': '>=29',
      '@testing-library/react': '>=16',
      '@vue/devtools-api': '^8.2.0',
      '@vue/test-utils': '>=2.4',
      react: '>=18',
      'socket.io-client': '^4.0.0',
      vitest: '>=4',
      vue: '>=3.4',
    }
    expect(manifest.peerDependencies).toEqual(peers)
    const optional = Object.fromEntries(Object.keys(peers).map((name) => [name, { optional: true }]))
    expect(manifest.peerDependenciesMeta).toEqual(optional)
  })

  it('has no install scripts', () => {
    const scripts = Object.keys(manifest.scripts as object)
    expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('lists its entries in `exports`, with the types first', () => {
    const subpathOf = ({ specifier }: Entry) => specifier.replace('websocket-store', '.')
    expect(Object.keys(manifest.exports)).toEqual([...entries.map(subpathOf), './package.json'])
    for (const entry of entries) {
      const { name } = entry
      const subpath = subpathOf(entry)
      const conditions = manifest.exports[subpath] as Record<string, Record<string, string>>
      expect(Object.entries(conditions.import!)).toEqual([
        ['types', `./dist/${name}.d.mts`],
        ['default', `./dist/${name}.mjs`],
      ])
      expect(Object.entries(conditions.require!)).toEqual([
        ['types', `./dist/${name}.d.cts`],
        ['default', `./dist/${name}.cjs`],
      ])
    }
  })

  it.each(formatsOf(({ isClient }) => isClient))(`starts %s with 'use client'`, (file) => {
    expect(read(`dist/${file}`)).toMatch(/^(['"])use client\1\s*[;\n]/)
  })

  it.each(formatsOf(({ isClient }) => !isClient))(`does not put 'use client' into %s`, (file) => {
    expect(read(`dist/${file}`)).not.toContain('use client')
  })

  it('has the same exports in both formats', async () => {
    const code = `
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const entries = ${JSON.stringify(ENTRIES)}
      const names = (module) => Object.keys(module).filter((name) => name !== 'default' && name !== '__esModule').sort()
      const lists = []
      for (const entry of entries) lists.push([names(await import(entry)), names(require(entry))])
      console.log(JSON.stringify(lists))
    `
    const lists = JSON.parse(await runNode('mjs', code)) as [string[], string[]][]
    for (const [esm, cjs] of lists) expect(cjs).toEqual(esm)
    expect(lists[0]![0]).toEqual(
      expect.arrayContaining(['ConnectionError', 'ReadyState', 'createConnection', 'createRegistry', 'getDefaultRegistry', 'json']),
    )
    const adapter = ['useConnection', 'useMessage', 'useMessageReducer', 'useMessages', 'useWebSocket']
    expect(lists[1]![0]).toEqual(expect.arrayContaining([...adapter, 'RegistryProvider']))
    expect(lists[2]![0]).toEqual(expect.arrayContaining([...adapter, 'createWebSocketStore']))
    expect([lists[3]![0], lists[4]![0]]).toEqual([['socketIo'], ['eventSource']])
  })

  it.each(['socket-io', 'event-source'])('%s loads nothing of the core', (name) => {
    for (const extension of ['mjs', 'cjs']) {
      const wrappers = `./shared/platform.${extension}`
      expect(read(`dist/${name}.${extension}`).replace(wrappers, '')).not.toMatch(/from '\.|require\('\./)
      expect(read(`dist/shared/platform.${extension}`)).not.toMatch(/\bimport\b|require\(/)
    }
  })

  it('never imports react-dom', () => {
    for (const file of ['react.mjs', 'react.cjs']) expect(read(`dist/${file}`)).not.toContain('react-dom')
  })

  it('is not minified, and has source maps that contain the sources', () => {
    // The export list of a file is one line of any length.
    const lines = read('dist/shared/core.mjs').split('\n').filter((line) => !line.startsWith('export {'))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300)
    const map = JSON.parse(read('dist/shared/core.mjs.map')) as { sources: string[]; sourcesContent: string[] }
    expect(map.sourcesContent.length).toBeGreaterThan(5)
    expect(map.sourcesContent.length).toBe(map.sources.length)
  })

  it('contains the code of the core only once, in a shared file', () => {
    const shared = readdirSync(join(packed.package, 'dist/shared')).filter((file) => file.endsWith('.mjs'))
    expect(shared.sort()).toEqual([
      ...['adapter.mjs', 'core.mjs', 'devtools.mjs', 'platform.mjs', 'react.mjs', 'tabs-leader.mjs', 'tabs-worker.mjs', 'tabs.mjs'],
      ...['testing.mjs', 'vue.mjs'],
    ])
    const holders = [...ENTRY_FILES, ...shared.map((file) => `shared/${file}`)].filter((file) =>
      read(`dist/${file}`).includes('class ConnectionError'),
    )
    expect(holders).toEqual(['shared/core.mjs'])
  })
})
