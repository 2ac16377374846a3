import { describe, expect, it } from 'vitest'
import { findBlock, read } from './support/code-blocks'

const PAGE = 'docs/guides/observability.md'

describe('the page', () => {
  const firstCells = read(PAGE).split('\n').flatMap((line) => (line.startsWith('| `') ? [line.split(' | ')[0]!] : []))
  const hasRow = (name: string) => firstCells.some((cell) => cell.includes(`\`${name}\``))

  it('has a table row for each metric that the recipe creates', () => {
    const block = findBlock(PAGE, 'ts', 'measureConnections')
    const names = [...block.matchAll(/(?:counter|histogram)\('([\w.]+)'|createObservableGauge\('websocket\.client\.([\w.]+)'/g)].map(([, a, b]) => a ?? b)
    expect(names).toHaveLength(12)
    expect(names.filter((name) => !hasRow(`websocket.client.${name}`))).toEqual([])
  })

  it('has a table row for each event of a tap, and for each cause', () => {
    const source = read('src/core/vocabulary/tap.ts')
    const [, events = ''] = /interface TapEvents \{(.*?)^\}/ms.exec(source) ?? []
    const [, causes = ''] = /interface TapCause \{.*?type:(.*?)\/\*\*/s.exec(source) ?? []
    const names = [...events.matchAll(/^ {2}(\w+):/gm), ...causes.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(28)
    expect(names.filter((name) => !hasRow(name))).toEqual([])
  })
})
