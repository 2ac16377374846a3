import type { PhaseRecord } from '../../model/types'
import { el, setText } from '../dom'
import { formatDuration, formatTime } from '../parts/format'
import { createRows, type Row } from '../parts/rows'
import { formatMark, marksOf } from '../parts/scale'
import { createZoom, type ZoomLevel } from '../parts/zoom'
import { causeOf } from './causes'
import { segmentsOf, type Segment } from './entries'

const MINUTE = 60_000
const FIRST_LEVEL: ZoomLevel = { text: '5 min', spanMs: 5 * MINUTE }
const LEVELS: readonly ZoomLevel[] = [
  { text: '1 min', spanMs: MINUTE },
  FIRST_LEVEL,
  { text: '30 min', spanMs: 30 * MINUTE },
  { text: 'All', spanMs: Infinity },
]
/** So many segments at most are side by side. */
const MOST_SEGMENTS = 400
const MOST_MARKS = 5
/** A shorter segment has no room for a word. */
const LEAST_SHARE_OF_TEXT = 0.04
/** A younger connection is shown on a band of this length. */
const LEAST_SPAN_MS = 10_000

interface ShownSegment extends Segment {
  /** Of the length of the band, between 0 and 1. */
  readonly share: number
}

export interface Band {
  readonly element: HTMLElement
  update(phases: readonly PhaseRecord[], now: number): void
}

/** The phases as segments of a horizontal band, whose right end is now. */
export function createBand(): Band {
  let shown: { readonly phases: readonly PhaseRecord[]; readonly now: number } = { phases: [], now: 0 }
  const zoom = createZoom('Length of the band', LEVELS, FIRST_LEVEL, show)
  const track = el('div', { class: 'tl-track', role: 'img' })
  const scale = el('div', { class: 'tl-scale', 'aria-hidden': 'true' })
  const showSegments = createRows<ShownSegment>(track, { keyOf: (_, index) => index, create: createSegment })
  const showMarks = createRows<number>(scale, { keyOf: (ms) => ms, create: createMark })

  return {
    element: el('div', { class: 'tl-band' }, el('div', { class: 'tl-bar' }, el('h3', {}, 'Phases'), zoom.element), track, scale),
    update(phases, now) {
      shown = { phases, now }
      show()
    },
  }

  function show(): void {
    const { phases, now } = shown
    const first = phases[0]?.at ?? now
    const span = Math.max(LEAST_SPAN_MS, Math.min(zoom.spanMs(), now - first))
    const from = now - span
    for (const element of [track, scale]) {
      element.style.setProperty('--from', String(-span))
      element.style.setProperty('--span', String(span))
    }
    // Relative to now, because CSS computes with less precision than a time in milliseconds needs.
    const segments = segmentsOf(phases, from, now, span / MOST_SEGMENTS)
    showSegments(segments.map(({ from: start, to, ...rest }) => ({ ...rest, from: start - now, to: to - now, share: (to - start) / span })))
    showMarks(marksOf(span, MOST_MARKS))
    track.setAttribute('aria-label', `Phases of the last ${formatDuration(span)}: ${wordsOf(segments)}`)
  }
}

/** The last few phases in words. The list below has them all. */
const wordsOf = (segments: readonly Segment[]): string => {
  const last = segments.slice(-5).map(({ record }) => record.phase)
  return `${segments.length > last.length ? '…, ' : ''}${last.join(', ')}`
}

function createSegment(first: ShownSegment): Row<ShownSegment> {
  const text = el('span')
  const element = el('div', { class: 'tl-segment vw-tone' }, text)
  const update = ({ record, from, to, phases, share }: ShownSegment): void => {
    element.dataset.phase = record.phase
    element.style.setProperty('--start', String(from))
    element.style.setProperty('--end', String(to))
    setText(text, share < LEAST_SHARE_OF_TEXT ? '' : record.phase)
    const title = `${formatTime(record.at)} ${record.phase}: ${causeOf(record)}`
    element.title = phases === 1 ? title : `${phases} phases, the last of them: ${title}`
  }
  update(first)
  return { element, update }
}

function createMark(ms: number): Row<number> {
  const element = el('span', {}, ms === 0 ? 'now' : `−${formatMark(ms)}`)
  element.style.setProperty('--at', String(-ms))
  return { element, update: () => undefined }
}
