import { existsSync, readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { PROTOCOL_IDS } from '../protocols/report/spec'
import { pages, read, root } from './support/code-blocks'

const folders = readdirSync(`${root}examples/protocols`).filter((name) => name !== 'support')

it('tests every protocol that has an example', () => {
  expect([...PROTOCOL_IDS].sort()).toEqual(folders.sort())
})

it.each(['docs/protocols/index.md', 'examples/README.md'])('%s links to the client of every protocol', (page) => {
  const text = read(page)
  expect(folders.filter((name) => !text.includes(`protocols/${name}/client.ts)`))).toEqual([])
})

it('docs/protocols/index.md links to a page for every protocol, and there are no other pages', () => {
  const index = read('docs/protocols/index.md')
  expect(folders.filter((name) => !index.includes(`](${name}.md)`))).toEqual([])
  const named = pages().flatMap((page) => /^docs\/protocols\/(.*)\.md$/.exec(page)?.[1] ?? [])
  expect(named.sort()).toEqual([...folders, 'index'].sort())
})

it.each(folders)('the page of %s links to its client, and says what is tested and what its limits are', (name) => {
  const page = `docs/protocols/${name}.md`
  expect(existsSync(root + page)).toBe(true)
  const text = read(page)
  expect(text).toContain(`(../../examples/protocols/${name}/client.ts)`)
  expect(text).toContain('\n## What is tested\n')
  expect(text).toContain('\n## Limits\n')
})
