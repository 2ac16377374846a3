import type { NoteRecord, PhaseRecord } from '../../model/types'
import { el, setText } from '../dom'
import { formatDuration, formatTime } from '../parts/format'
import { createRows, focusArea, type Row } from '../parts/rows'
import { setHidden } from '../parts/set-hidden'
import { causeOf } from './causes'
import { newestEntries, type TimelineEntry } from './entries'

/** More rows would make a change expensive. */
const PAGE = 200

export interface TimelineList {
  readonly element: HTMLElement
  update(phases: readonly PhaseRecord[], notes: readonly NoteRecord[]): void
  /** Shows the newest page only, for another connection. */
  reset(): void
}

/** Phases and what happened between them, newest first. */
export function createTimelineList(scroller: () => HTMLElement): TimelineList {
  let most = PAGE
  let shown: { phases: readonly PhaseRecord[]; notes: readonly NoteRecord[] } = { phases: [], notes: [] }
  const list = el('ol', { class: 'tl-list', 'aria-label': 'Phases and events, newest first' })
  const older = el('button', { type: 'button', class: 'tl-older', onclick: showOlder }, 'Show older')
  const showRows = createRows<TimelineEntry>(list, { keyOf: ({ record }) => record, create: createRow })

  return {
    element: el('div', {}, list, older),
    update(phases, notes) {
      shown = { phases, notes }
      show()
    },
    reset: () => {
      most = PAGE
    },
  }

  function showOlder(): void {
    most += PAGE
    show()
  }

  function show(): void {
    const { phases, notes } = shown
    const area = scroller()
    // New rows come in above: what the user reads must not move.
    const anchor = area.scrollTop > 0 ? list.firstElementChild : null
    const before = anchor?.getBoundingClientRect().top ?? 0
    showRows(newestEntries(phases, notes, most))
    if (anchor?.isConnected === true) area.scrollTop += anchor.getBoundingClientRect().top - before
    const isWhole = phases.length + notes.length <= most
    if (isWhole && older.matches(':focus')) focusArea(older)
    setHidden(older, isWhole)
  }
}

function createRow(entry: TimelineEntry): Row<TimelineEntry> {
  return entry.isNote ? createNoteRow(entry.record) : createPhaseRow(entry)
}

function createNoteRow({ at, kind, text }: NoteRecord): Row<TimelineEntry> {
  const words = el('span', { class: 'tl-text' }, el('span', { class: 'tl-kind' }, kind), ` ${text}`)
  const element = el('li', { class: 'tl-note', 'data-kind': kind }, el('time', {}, formatTime(at)), words)
  return { element, update: () => undefined }
}

function createPhaseRow(entry: TimelineEntry & { isNote: false }): Row<TimelineEntry> {
  const { record } = entry
  const { at, phase, attempt, retryAt, error } = record
  const duration = el('span', { class: 'tl-duration' })
  const details = [
    error === null ? '' : `${error.code}: ${error.message}`,
    retryAt === null ? '' : `Retry after ${formatDuration(retryAt - at)}.`,
    attempt === 0 ? '' : `Attempt\u00a0${attempt}.`,
  ].filter((detail) => detail !== '')
  const words = el('span', { class: 'tl-text' }, el('b', { class: 'vw-phase vw-tone', 'data-phase': phase }, phase), `: ${causeOf(record)}`)
  if (details.length > 0) words.append(' ', el('span', { class: 'tl-details' }, details.join(' ')))
  const element = el('li', { class: 'tl-phase' }, el('time', {}, formatTime(at)), words, duration)
  const update = (changed: TimelineEntry): void => {
    const endedAt = changed.isNote ? null : changed.endedAt
    setText(duration, endedAt === null ? 'now' : formatDuration(endedAt - at))
  }
  update(entry)
  return { element, update }
}
