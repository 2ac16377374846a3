import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PROTOCOL_IDS } from '../protocols/report/spec'
import { read, root } from './support/code-blocks'

const folders = readdirSync(`${root}examples/protocols`).filter((name) => name !== 'support')

it('tests every protocol that has an example', () => {
  expect([...PROTOCOL_IDS].sort()).toEqual(folders.sort())
})

it.each(['docs/protocols/index.md', 'examples/README.md'])('%s links to the client of every protocol', (page) => {
  const text = read(page)
  expect(folders.filter((name) => !text.includes(`protocols/${name}/client.ts)`))).toEqual([])
})
