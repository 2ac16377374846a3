import type { Measured } from './measure'
import { SLOT_MS } from './simulate'

// One small chart per policy, one pixel per slot, all with the same axes. Shares range from 100 ppm to 100 % on a logarithmic
// scale. On a linear scale all policies except the worst would look flat.

const BEFORE_MS = 30_000
const AFTER_MS = 40_000
const TICK_MS = 10_000
const PLOT_WIDTH = (BEFORE_MS + AFTER_MS) / SLOT_MS
const PLOT_HEIGHT = 72
const PANEL_HEIGHT = 116
const LEFT = 58
const TOP = 64
const RIGHT = 22
const BOTTOM = 16
const LOWEST = 1e-4
const DECADES = 4

const WIDTH = LEFT + PLOT_WIDTH + RIGHT

const STYLE = `
    svg { font: 12px system-ui, -apple-system, 'Segoe UI', sans-serif }
    .paper { fill: #ffffff } text { fill: #24292f } .faint { fill: #59636e } .title { font-size: 15px; font-weight: 600 }
    .name { font-weight: 600 } .grid { stroke: #d8dee4 } .down { fill: #eef1f4 } .goal { stroke: #b35900; stroke-width: 1.5; stroke-dasharray: 5 3 }
    .goal-text { fill: #b35900 } .ours { fill: #0969da } .other { fill: #6e7781 } .end { text-anchor: end } .middle { text-anchor: middle }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #0d1117 } text { fill: #e6edf3 } .faint { fill: #9198a1 } .grid { stroke: #30363d } .down { fill: #1c222b }
      .goal { stroke: #f0a04b } .goal-text { fill: #f0a04b } .ours { fill: #4493f8 } .other { fill: #9198a1 }
    }`

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** @param slot Counted from the end of the outage. */
const xOf = (slot: number): number => LEFT + BEFORE_MS / SLOT_MS + slot

/** Height above the baseline of a chart. */
const heightOf = (share: number): number =>
  share <= LOWEST ? 0 : Math.round((Math.log10(share / LOWEST) / DECADES) * PLOT_HEIGHT * 10) / 10

/** Path of a filled step chart. Consecutive slots with the same height share one step. */
function steps({ outcome, scenario: { clients, outageMs } }: Measured, baseline: number): string {
  const first = (outageMs - BEFORE_MS) / SLOT_MS
  let path = `M${LEFT} ${baseline}`
  let previous = 0
  for (let x = 0; x < PLOT_WIDTH; x++) {
    const height = heightOf((outcome.arrivals[first + x] ?? 0) / clients)
    if (height !== previous) path += `H${LEFT + x}V${Math.round((baseline - height) * 10) / 10}`
    previous = height
  }
  return `${path}H${LEFT + PLOT_WIDTH}V${baseline}Z`
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`

function summaryOf({ peak, gaveUp, nearlyAllReconnectedMs }: Measured): string {
  if (gaveUp === 1) return 'all clients gave up before the server was available'
  const reconnected = nearlyAllReconnectedMs === null ? 'not all reconnected after 3 minutes' : `99 % reconnected after ${Math.round(nearlyAllReconnectedMs / 1000)} s`
  return `then at most ${percent(peak)} in 100 ms, ${reconnected}`
}

function panel(measured: Measured, index: number, goal: number): string {
  const top = TOP + index * PANEL_HEIGHT
  const baseline = top + 24 + PLOT_HEIGHT
  const right = LEFT + PLOT_WIDTH
  const line = (share: number, kind: string) => {
    const y = baseline - heightOf(share)
    return `<path class="${kind}" d="M${LEFT} ${y}H${right}"/>`
  }
  const scale = [1, 0.01, LOWEST].map((share) => `<text class="faint end" x="${LEFT - 6}" y="${baseline - heightOf(share) + 4}">${percent(share)}</text>`)
  return [
    `<text class="name" x="${LEFT}" y="${top + 16}">${escape(measured.scenario.policy.name)}</text>`,
    `<text class="faint end" x="${right}" y="${top + 16}">${summaryOf(measured)}</text>`,
    `<rect class="down" x="${LEFT}" y="${baseline - PLOT_HEIGHT}" width="${xOf(0) - LEFT}" height="${PLOT_HEIGHT}"/>`,
    ...[1, 0.1, 0.001, LOWEST].map((share) => line(share, 'grid')),
    `<path class="${index === 0 ? 'ours' : 'other'}" d="${steps(measured, baseline)}"/>`,
    line(goal, 'goal'),
    ...scale,
  ].join('\n  ')
}

/** Draws the arrivals over time. The first of `all` is at the top and in colour. */
export function drawFigure(all: readonly Measured[], goal: number, title: string): string {
  const baseline = TOP + all.length * PANEL_HEIGHT - 20
  const height = baseline + 20 + BOTTOM
  const ticks = Array.from({ length: (BEFORE_MS + AFTER_MS) / TICK_MS + 1 }, (_, i) => i * TICK_MS - BEFORE_MS)
  const tickTexts = ticks.map((ms) => {
    const text = ms === 0 ? 'server is up' : `${ms > 0 ? '+' : '−'}${Math.abs(ms) / 1000} s`
    return `<text class="faint middle" x="${xOf(ms / SLOT_MS)}" y="${baseline + 18}">${text}</text>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escape(title)}">
  <style>${STYLE}
  </style>
  <rect class="paper" width="${WIDTH}" height="${height}"/>
  <text class="title" x="${LEFT}" y="26">${escape(title)}</text>
  <text class="faint" x="${LEFT}" y="46">Share of all clients that arrive in each 100 ms, on a logarithmic scale. Shaded: the server is down. <tspan class="goal-text">Dashed: 1 %.</tspan></text>
  ${all.map((each, index) => panel(each, index, goal)).join('\n  ')}
  ${tickTexts.join('\n  ')}
</svg>
`
}
