import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { ENTRIES, runNode } from './run-node'

const packed = inject('packed')
const read = (file: string) => readFileSync(join(packed.package, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<string, unknown> & { exports: Record<string, unknown> }

const ENTRY_FILES = ['index.mjs', 'react.mjs', 'vue.mjs', 'socket-io.mjs', 'event-source.mjs']

describe('the packed package', () => {
  const papers = ['CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'docs', 'examples']
  const files = readdirSync(packed.package, { recursive: true, encoding: 'utf8' })

  it('holds the build and its papers, and nothing else', () => {
    expect(readdirSync(packed.package).sort()).toEqual([...papers, 'dist', 'package.json'].sort())
    // What an example leaves behind when it is installed and built in its place.
    const made = /^examples[/\\].*[/\\](\.\w+|node_modules|dist|package-lock\.json)([/\\]|$)/
    expect(files.filter((file) => made.test(file))).toEqual([])
  })

  it('has whatever its pages link to', () => {
    const links = files
      .filter((file) => file.endsWith('.md'))
      .flatMap((page) => [...read(page).matchAll(/\]\((?!https?:)([^)\s#]+)[^)\s]*\)/g)].map(([, path = '']) => ({ page, path })))
    expect(links.length).toBeGreaterThan(30)
    const isInside = (path: string) => !relative(packed.package, path).startsWith('..') && existsSync(path)
    expect(links.filter(({ page, path }) => !isInside(join(packed.package, dirname(page), path)))).toEqual([])
  })

  it('depends on nothing and needs neither framework nor client', () => {
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.optionalDependencies).toBeUndefined()
    expect(manifest.peerDependencies).toEqual({ react: '>=18', 'socket.io-client': '^4.0.0', vue: '>=3.4' })
    const optional = { optional: true }
    expect(manifest.peerDependenciesMeta).toEqual({ react: optional, 'socket.io-client': optional, vue: optional })
  })

  it('runs no script when it is installed', () => {
    const scripts = Object.keys(manifest.scripts as object)
    expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('names its entries, types first in each', () => {
    const names = ENTRIES.map((entry) => (entry === 'websocket-store' ? 'index' : entry.replace('websocket-store/', '')))
    const subpathOf = (name: string) => (name === 'index' ? '.' : `./${name}`)
    expect(Object.keys(manifest.exports)).toEqual([...names.map(subpathOf), './package.json'])
    for (const name of names) {
      const subpath = subpathOf(name)
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

  it.each(['react.mjs', 'react.cjs'])(`starts %s with 'use client'`, (file) => {
    expect(read(`dist/${file}`)).toMatch(/^(['"])use client\1\s*[;\n]/)
  })

  it.each(['index', 'vue', 'socket-io', 'event-source'].flatMap((name) => [`${name}.mjs`, `${name}.cjs`]))(`leaves 'use client' out of %s`, (file) => {
    expect(read(`dist/${file}`)).not.toContain('use client')
  })

  it('names the same exports in both formats', async () => {
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

  it.each(['socket-io', 'event-source'])('%s imports nothing when it runs', (name) => {
    for (const extension of ['mjs', 'cjs']) expect(read(`dist/${name}.${extension}`)).not.toMatch(/\bimport\b|require\(/)
  })

  it('never imports react-dom', () => {
    for (const file of ['react.mjs', 'react.cjs']) expect(read(`dist/${file}`)).not.toContain('react-dom')
  })

  it('is readable: not minified, with source maps that carry the sources', () => {
    // The list of what a file exports is one line, however many they are.
    const lines = read('dist/shared/core.mjs').split('\n').filter((line) => !line.startsWith('export {'))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(300)
    const map = JSON.parse(read('dist/shared/core.mjs.map')) as { sources: string[]; sourcesContent: string[] }
    expect(map.sourcesContent.length).toBeGreaterThan(5)
    expect(map.sourcesContent.length).toBe(map.sources.length)
  })

  it('is one shared core: the entries hold no code of it twice', () => {
    const shared = readdirSync(join(packed.package, 'dist/shared')).filter((file) => file.endsWith('.mjs'))
    expect(shared.sort()).toEqual(['adapter.mjs', 'core.mjs'])
    const holders = [...ENTRY_FILES, 'shared/adapter.mjs', 'shared/core.mjs'].filter((file) =>
      read(`dist/${file}`).includes('class ConnectionError'),
    )
    expect(holders).toEqual(['shared/core.mjs'])
  })
})
