import type { ConnectionModel } from '../../model/types'
import { el } from '../dom'
import { formatBytes, formatCount, formatDuration } from '../parts/format'
import { isSameConnection } from '../parts/same-connection'
import { createSparkline, type Point } from './sparkline'

const MINUTE = 60_000

export interface Rates {
  readonly element: HTMLElement
  update(model: ConnectionModel, now: number): void
}

/** The latency and the frames in each second of the last minute. */
export function createRates(): Rates {
  const latency = createSparkline('Latency', 'latency')
  const inbound = createSparkline('In', 'in')
  const outbound = createSparkline('Out', 'out')
  // The model has the latest latency only.
  const latencies = new WeakMap<object, Point[]>()
  let shown: ConnectionModel | null = null

  return {
    element: el('div', { class: 'tl-sparks' }, latency.element, inbound.element, outbound.element),
    update(model, now) {
      const { snapshot, rates } = model
      const isOther = !isSameConnection(shown, model)
      if (isOther || shown?.snapshot.latencyMs !== snapshot.latencyMs) showLatency(model.connection ?? model, snapshot.latencyMs, now)
      if (isOther || shown?.rates.length !== rates.length || shown.rates.at(-1)?.at !== rates.at(-1)?.at) {
        // The last second is not over, so nothing is new until the next one.
        const whole = rates.slice(0, -1)
        showRate(inbound, whole.map(({ at, framesIn, bytesIn }) => ({ at, value: framesIn, bytes: bytesIn })))
        showRate(outbound, whole.map(({ at, framesOut, bytesOut }) => ({ at, value: framesOut, bytes: bytesOut })))
      }
      shown = model
    },
  }

  function showLatency(of: object, ms: number | null, now: number): void {
    const known = latencies.get(of)?.filter(({ at }) => at > now - MINUTE) ?? []
    const points = ms === null ? known : [...known, { at: now, value: ms }]
    latencies.set(of, points)
    if (ms === null) return latency.update([], 'not measured: needs heartbeat.isPong')
    const most = Math.max(...points.map(({ value }) => value))
    latency.update(points, `${formatDuration(ms)}${points.length > 1 ? `, at most ${formatDuration(most)}` : ''}`)
  }
}

function showRate(line: ReturnType<typeof createSparkline>, points: readonly (Point & { readonly bytes: number })[]): void {
  const last = points.at(-1)
  if (last === undefined) return line.update([], 'not recorded')
  const most = Math.max(...points.map(({ value }) => value))
  line.update(points, `${formatCount(last.value)}/s, ${formatBytes(last.bytes)}/s, at most ${formatCount(most)}/s`)
}
