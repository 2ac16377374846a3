import { FRAMEWORKS, nameOf, titleOf } from './names'
import { frameworkOf, type Summary } from './summary'

const PANEL = { width: 430, height: 380, left: 52, right: 140, top: 40, bottom: 44 }
const LABEL_GAP = 14
const COLORS: Readonly<Record<string, string>> = { ours: '#0b7a75', coalesced: '#8a8a8a', naive: '#b3b3b3' }
const PEER_COLORS = ['#c8553d', '#7d5ba6', '#d19a1e']
const MS_TICKS = [100, 300, 1000, 3000, 10_000]

/** A logarithmic scale between two values. */
const scale = ([from, to]: readonly [number, number], [start, end]: readonly [number, number]) => (value: number) =>
  start + ((Math.log(value) - Math.log(from)) / (Math.log(to) - Math.log(from))) * (end - start)

interface Line {
  readonly name: string
  readonly color: string
  readonly isOurs: boolean
  readonly values: readonly number[]
}

function linesOf(framework: string, summaries: readonly Summary[]): Line[] {
  const candidates = Object.keys(summaries[0]!.outcomes).filter((candidate) => frameworkOf(candidate) === framework)
  const peers = candidates.filter((candidate) => !COLORS[candidate.split('/')[1]!])
  return candidates.map((candidate) => ({
    name: nameOf(candidate),
    color: COLORS[candidate.split('/')[1]!] ?? PEER_COLORS[peers.indexOf(candidate)]!,
    isOurs: candidate.endsWith('/ours'),
    values: summaries.map(({ outcomes }) => outcomes[candidate]!.medians.task!),
  }))
}

/** Moves overlapping labels apart, from top to bottom. */
function separate(wanted: readonly number[]): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y)
  const placed: number[] = []
  let last = -Infinity
  for (const { y, i } of order) placed[i] = last = Math.max(y, last + LABEL_GAP)
  return placed
}

function panel(framework: string, offset: number, sizes: readonly number[], summaries: readonly Summary[], range: readonly [number, number]): string {
  const { width, height, left, right, top, bottom } = PANEL
  const x = scale([sizes[0]!, sizes.at(-1)!], [left, width - right])
  const y = scale(range, [height - bottom, top])
  const lines = linesOf(framework, summaries)
  const labels = separate(lines.map(({ values }) => y(values.at(-1)!)))
  const ticks = MS_TICKS.filter((ms) => ms >= range[0] && ms <= range[1]).map(
    (ms) =>
      `<line class="grid" x1="${left}" x2="${width - right}" y1="${y(ms).toFixed(1)}" y2="${y(ms).toFixed(1)}"/>` +
      `<text x="${left - 6}" y="${(y(ms) + 4).toFixed(1)}" text-anchor="end">${ms.toLocaleString('en')}</text>`,
  )
  const xLabels = sizes.map((size) => `<text x="${x(size).toFixed(1)}" y="${height - bottom + 18}" text-anchor="middle">${size.toLocaleString('en')}</text>`)
  const curves = lines.map(({ name, color, isOurs, values }, i) => {
    const points = values.map((value, j) => `${x(sizes[j]!).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
    return (
      `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="${isOurs ? 3 : 1.5}"/>` +
      `<text x="${width - right + 6}" y="${(labels[i]! + 4).toFixed(1)}" fill="${color}"${isOurs ? ' font-weight="bold"' : ''}>${name}</text>`
    )
  })
  const title = `<text x="${left}" y="20" font-weight="bold">${titleOf(framework)}, main-thread ms</text>`
  const xTitle = `<text x="${(left + width - right) / 2}" y="${height - 6}" text-anchor="middle">components</text>`
  return `<g transform="translate(${offset} 0)">${[title, ...ticks, ...xLabels, xTitle, ...curves].join('\n')}</g>`
}

/** Draws the cost by the number of components on one socket. Both axes are logarithmic. */
export function growthFigure(sizes: readonly number[], summaries: readonly Summary[]): string {
  const tasks = summaries.flatMap(({ outcomes }) => Object.values(outcomes).map(({ medians }) => medians.task!))
  const range = [Math.min(...tasks) * 0.9, Math.max(...tasks) * 1.1] as const
  const { width, height } = PANEL
  const panels = FRAMEWORKS.map((framework, i) => panel(framework, i * width, sizes, summaries, range))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width * 2} ${height}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="Main-thread milliseconds for 10,000 messages by the number of components">
<style>
  rect { fill: #fff } text:not([fill]) { fill: #333 } .grid { stroke: #e3e3e3 }
  @media (prefers-color-scheme: dark) { rect { fill: #16181c } text:not([fill]) { fill: #ccc } .grid { stroke: #33373d } }
</style>
<rect width="100%" height="100%"/>
${panels.join('\n')}
</svg>
`
}
