import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { runNode } from './run-node'

const packed = inject('packed')
const read = (file: string) => readFileSync(join(packed.package, file), 'utf8')
const manifest = JSON.parse(read('package.json')) as Record<string, unknown> & { exports: Record<string, unknown> }

describe('the packed package', () => {
  it('holds the build and its papers, and nothing else', () => {
    expect(readdirSync(packed.package).sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json'])
  })

  it('depends on nothing and needs neither framework', () => {
    expect(manifest.dependencies).toBeUndefined()
    expect(manifest.optionalDependencies).toBeUndefined()
    expect(manifest.peerDependencies).toEqual({ react: '>=18', vue: '>=3.4' })
    expect(manifest.peerDependenciesMeta).toEqual({ react: { optional: true }, vue: { optional: true } })
  })

  it('runs no script when it is installed', () => {
    const scripts = Object.keys(manifest.scripts as object)
    expect(scripts.filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
  })

  it('names its entries, types first in each', () => {
    expect(Object.keys(manifest.exports)).toEqual(['.', './react', './vue', './package.json'])
    for (const [subpath, name] of [['.', 'index'], ['./react', 'react'], ['./vue', 'vue']] as const) {
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

  it.each(['index.mjs', 'index.cjs', 'vue.mjs', 'vue.cjs'])(`leaves 'use client' out of %s`, (file) => {
    expect(read(`dist/${file}`)).not.toContain('use client')
  })

  it('names the same exports in both formats', async () => {
    const code = `
      import { createRequire } from 'node:module'
      const require = createRequire(import.meta.url)
      const entries = ['websocket-store', 'websocket-store/react', 'websocket-store/vue']
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
    const holders = ['index.mjs', 'react.mjs', 'vue.mjs', 'shared/adapter.mjs', 'shared/core.mjs'].filter((file) =>
      read(`dist/${file}`).includes('class ConnectionError'),
    )
    expect(holders).toEqual(['shared/core.mjs'])
  })
})
