import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { run } from '../../../scripts/pack'

const packed = inject('packed')
const dist = join(packed.package, 'dist')

describe('the command of the package', () => {
  it('runs with npx after an installation of the tarball', () => {
    const folder = mkdtempSync(join(tmpdir(), 'migrate-packed-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'application', private: true }))
    writeFileSync(join(folder, 'src/a.ts'), `import { useNow, useWebSocket } from '@vueuse/core'\n`)
    run('npm', ['install', '--offline', '--no-audit', '--no-fund', packed.tarball], folder)
    const output = run('npx', ['--no', 'websocket-store', 'migrate', 'src'], folder)
    expect(output).toContain('1 file read, 1 file changed, 1 import rewritten.')
    expect(readFileSync(join(folder, 'src/a.ts'), 'utf8')).toBe(
      `import { useNow } from '@vueuse/core'\nimport { useWebSocket } from 'websocket-store/compat/vueuse'\n`,
    )
  })

  it('is executable, and imports only modules of Node', () => {
    const file = join(dist, 'cli.mjs')
    expect(readFileSync(file, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
    expect(statSync(file).mode & 0o111).toBe(0o111)
    const imports = [...readFileSync(file, 'utf8').matchAll(/^import .* from '([^']*)'/gm)].map(([, specifier = '']) => specifier)
    expect(imports.length).toBeGreaterThan(1)
    expect(imports.filter((specifier) => !specifier.startsWith('node:'))).toEqual([])
  })

  it('is imported by no other file of the build', () => {
    const others = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(mjs|cjs|mts|cts)$/.test(file) && file !== 'cli.mjs')
    expect(others.length).toBeGreaterThan(10)
    expect(others.filter((file) => /cli\.mjs|node:fs/.test(readFileSync(join(dist, file), 'utf8')))).toEqual([])
  })
})
