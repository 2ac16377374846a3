import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { anysOf, apiOf, declarationFiles } from '../../../scripts/declarations'

const dist = join(inject('packed').package, 'dist')

describe('the public declarations', () => {
  it('do not use `any`', () => {
    expect(declarationFiles(dist).flatMap(anysOf)).toEqual([])
  })

  it('are checked by a function that finds `any`', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'any-')), 'a.d.mts')
    writeFileSync(file, 'export declare const a: Map<string, any>\n/** any */ export declare const any: string\n')
    expect(anysOf(file)).toEqual([`${file}:1 export declare const a: Map<string, any>`])
  })

  it.each([
    ['react', 'vue'],
    ['vue', 'react'],
  ])('of %s import nothing from %s', (name, other) => {
    for (const extension of ['d.mts', 'd.cts']) {
      const text = readFileSync(join(dist, `${name}.${extension}`), 'utf8')
      expect(text).toMatch(/ from '\.\/shared\//)
      expect(text).not.toMatch(new RegExp(` from '(\\./)?${other}\\b`))
    }
  })

  it('match the snapshot (`npm run api` updates it)', () => {
    const api = apiOf(dist)
    expect(existsSync('api') ? readdirSync('api').sort() : []).toEqual([...api.keys()].sort())
    for (const [name, text] of api) {
      expect(text, `api/${name} differs from the build; if the change is intended, run \`npm run api\``).toBe(readFileSync(join('api', name), 'utf8'))
    }
  })
})
