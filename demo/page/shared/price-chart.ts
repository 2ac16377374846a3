import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { SYMBOLS, type TickerMessage } from '../../protocol'

const WINDOW_S = 30
/** Ticks in one bucket share a point. Otherwise thousands of ticks per second would give many points per pixel. */
const BUCKET_S = 0.05
const MAX_POINTS = WINDOW_S / BUCKET_S
const HEIGHT = 220

type Column = (number | null)[]

export interface PriceChart {
  /** React and Vue call this as a `ref` with the element, and with null when it is removed. */
  attach(element: unknown): void
  /** Accepts every message. Draws at most once per frame. */
  push(message: TickerMessage): void
}

/** Text alternative of the chart. The latest prices are shown above it as text. */
export const chartLabel = `Prices of ${SYMBOLS.join(', ')} over the last ${WINDOW_S} seconds`

const color = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

const optionsFor = (width: number): uPlot.Options => ({
  width,
  height: HEIGHT,
  pxAlign: false,
  cursor: { show: false },
  legend: { show: false },
  scales: { x: { time: true, range: (_chart, _min, max) => [max - WINDOW_S, max] } },
  axes: [
    {
      stroke: () => color('--soft'),
      grid: { show: false },
      ticks: { show: false },
      space: 90,
      size: 28,
      values: (_chart, times) => times.map((seconds) => new Date(seconds * 1000).toLocaleTimeString('en-GB')),
    },
    { stroke: () => color('--soft'), grid: { stroke: () => color('--line'), width: 1 }, ticks: { show: false }, size: 42 },
  ],
  series: [
    {},
    ...SYMBOLS.map((symbol) => ({
      label: symbol,
      stroke: () => color(`--${symbol.toLowerCase()}`),
      width: 2,
      spanGaps: true,
      points: { show: false },
    })),
  ],
})

/** Creates a chart with one line per symbol, over the last 30 seconds. */
export const createPriceChart = (): PriceChart => {
  const times: number[] = []
  const columns: Column[] = SYMBOLS.map(() => [])
  let chart: uPlot | undefined
  let parent: Element | undefined
  let frame = 0

  const draw = (): void => {
    frame = 0
    chart?.setData([times, ...columns])
  }
  const recolor = (): void => chart?.redraw(false)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const observer = new ResizeObserver(() => {
    if (parent !== undefined) chart?.setSize({ width: parent.clientWidth, height: HEIGHT })
  })

  const detach = (): void => {
    cancelAnimationFrame(frame)
    frame = 0
    observer.disconnect()
    scheme.removeEventListener('change', recolor)
    chart?.destroy()
    chart = undefined
    parent = undefined
  }

  const pointAt = (seconds: number): number => {
    const bucket = Math.floor(seconds / BUCKET_S) * BUCKET_S
    const last = times.at(-1)
    if (last !== undefined && bucket <= last) return times.length - 1
    times.push(bucket)
    for (const column of columns) column.push(null)
    if (times.length > MAX_POINTS) {
      times.shift()
      for (const column of columns) column.shift()
    }
    return times.length - 1
  }

  return {
    attach: (element) => {
      if (element === parent) return
      detach()
      if (!(element instanceof HTMLElement)) return
      parent = element
      chart = new uPlot(optionsFor(element.clientWidth), [times, ...columns] as uPlot.AlignedData, element)
      observer.observe(element)
      scheme.addEventListener('change', recolor)
    },
    push: (message) => {
      if (message.type !== 'tick') return
      const column = columns[SYMBOLS.indexOf(message.symbol)]
      if (column !== undefined) column[pointAt(message.at / 1000)] = message.price
      frame ||= requestAnimationFrame(draw)
    },
  }
}
