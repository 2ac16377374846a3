import { mkdtempSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { fingerprint } from '../../scripts/fingerprint'

const sources = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  mkdirSync(join(folder, 'core'))
  writeFileSync(join(folder, 'core', 'a.ts'), 'export const a = 1')
  writeFileSync(join(folder, 'b.ts'), '')
  return folder
}

it.each<[change: string, apply: (folder: string) => void]>([
  ['the content of a file', (folder) => writeFileSync(join(folder, 'core', 'a.ts'), 'export const a = 2')],
  ['the name of a file', (folder) => renameSync(join(folder, 'core', 'a.ts'), join(folder, 'core', 'c.ts'))],
  ['a new empty file', (folder) => writeFileSync(join(folder, 'core', 'd.ts'), '')],
  ['a removed file', (folder) => rmSync(join(folder, 'b.ts'))],
])('a build is not kept after %s changed', (_change, apply) => {
  const folder = sources()
  const before = fingerprint([folder])
  expect(fingerprint([folder])).toBe(before)
  apply(folder)
  expect(fingerprint([folder])).not.toBe(before)
})

it('a build is not kept when a source does not exist', () => {
  expect(() => fingerprint([join(sources(), 'missing')])).toThrow('ENOENT')
})
