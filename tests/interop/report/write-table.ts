import { fileURLToPath } from 'node:url'
import { writeSection } from '../../../scripts/document-section'
import { ITEM_NAMES, ITEMS, SERVERS, type Item } from '../spec'
import { readResults, type ServerResult } from './results'

const file = fileURLToPath(new URL('../../../docs/evidence/compatibility.md', import.meta.url))

const HEAD = `# Compatibility

What this package was tested with. The test runs write every line of this page.

✓ passed, ✗ failed, – not applicable; the footnote says why.
`

const INTRODUCTION = `## Servers and proxies

\`npm run test:interop\` starts each server and connects over real sockets, with the \`WebSocket\` of \`ws\` unless stated otherwise.
[Servers](../guides/servers.md) lists the settings for each of them.`

/** Writes the servers' section of `docs/evidence/compatibility.md` from the stored results. */
export function writeTable(): void {
  const results = readResults()
  const servers = SERVERS.flatMap((id) => results[id] ?? [])
  const notes: string[] = []
  const noteFor = (note: string) => {
    if (!notes.includes(note)) notes.push(note)
    return `[^server-${notes.indexOf(note) + 1}]`
  }
  const cell = ({ passed, cannot }: ServerResult, name: Item) => {
    const reason = cannot[name]
    if (reason !== undefined) return `–${noteFor(reason)}`
    return passed.includes(name) ? '✓' : '✗'
  }
  const rows = servers.map((server) => [server.title, ...ITEM_NAMES.map((name) => cell(server, name))])
  const heads = ['server', ...ITEM_NAMES]
  const table = [heads, heads.map((_, index) => (index ? ':-:' : '---')), ...rows].map((cells) => `| ${cells.join(' | ')} |`)
  const meanings = ITEM_NAMES.map((name) => `- **${name}**: ${ITEMS[name]}`)
  const particular = servers.flatMap(({ title, particular }) =>
    particular.map(({ behaviour, passed }) => `| ${title} | ${behaviour} | ${passed ? '✓' : '✗'} |`),
  )
  const footnotes = notes.map((note, index) => `[^server-${index + 1}]: ${note}`)
  const parts = [
    INTRODUCTION,
    table.join('\n'),
    meanings.join('\n'),
    ['| server | and also | |', '| --- | --- | :-: |', ...particular].join('\n'),
    footnotes.join('\n'),
  ]
  writeSection(file, 'servers', parts.join('\n\n'), HEAD)
}
