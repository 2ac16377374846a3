import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ROWS } from '../faults/rows'
import { codeBlocks, pages, read, root } from './support/code-blocks'

const readme = read('README.md')

it('states sizes that are not below the size limits', async () => {
  const [, ...figures] = /costs under ([\d.]+) kB.*?under ([\d.]+) kB in React.*?([\d.]+) kB in Vue/s.exec(readme) ?? []
  const { default: limits } = (await import(`${root}.size-limit.js`)) as { default: { name: string; limit: string }[] }
  const limitOf = (name: string) => parseFloat(limits.find((limit) => limit.name === `${name}, es2022`)!.limit)
  const names = ['createConnection', 'useWebSocket, React', 'useWebSocket, Vue']
  expect(figures).toHaveLength(names.length)
  expect(names.filter((name, i) => Number(figures[i]) < limitOf(name))).toEqual([])
})

it('states the number of faults, protocols and steps of the tutorial', () => {
  const count = (folder: string) => readdirSync(root + folder, { withFileTypes: true })
  const protocols = count('examples/protocols').filter((entry) => entry.isDirectory() && entry.name !== 'support')
  const steps = count('docs/learn').filter(({ name }) => /^\d/.test(name))
  expect([Object.keys(ROWS).length, protocols.length, steps.length]).toEqual([38, 14, 7])
  for (const text of ['[38 faults]', 'each of fourteen', 'in seven steps']) expect(readme).toContain(text)
})

it('explains the installation before the development', () => {
  const places = ['npm i websocket-store\n', 'npm ci && npm start', 'npm ci && npm test'].map((command) => readme.indexOf(command))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(0)
})

it('requires the same version of Node as the contributing guide', () => {
  const versionOf = (page: string) => /Node ([\d.]+) or newer/.exec(read(page))?.[1]
  expect(versionOf('README.md')).toBe(versionOf('CONTRIBUTING.md'))
})

const wrapped = ['README.md', 'examples/README.md', ...pages().filter((page) => page.startsWith('docs/protocols/'))]

it.each(wrapped)('%s has prose lines of at most 130 characters, without the targets of links', (page) => {
  const prose = read(page).replace(/^---.*?^---/ms, '').replace(/^```.*?^```/gms, '').replace(/\]\([^)]*\)/g, ']').split('\n').filter((line) => !line.startsWith('|'))
  expect(prose.filter((line) => line.length > 130)).toEqual([])
})

it('imports local files with an extension, which every module resolution finds, as do the recipes to copy', () => {
  const recipes = ['examples/recipes/nats.ts', 'examples/recipes/nats-split.ts'].map((file) => ({ file, text: read(file) }))
  const blocks = pages().flatMap((file) => ['ts', 'tsx'].flatMap((language) => codeBlocks(file, language).map((text) => ({ file, text }))))
  const bare = [...recipes, ...blocks].flatMap(({ file, text }) =>
    [...text.matchAll(/from '(\.[^']*)'/g)].flatMap(([, path = '']) => (/\.(js|vue)$/.test(path) ? [] : `${file}: ${path}`)),
  )
  expect(bare).toEqual([])
})
