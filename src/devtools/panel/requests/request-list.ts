import type { RequestRecord } from '../../model/types'
import { el } from '../dom'
import { createRows } from '../parts/rows'
import { formatMark, marksOf } from '../parts/scale'
import { createRequestRow, type RequestRow } from './request-row'
import type { TimeWindow } from './request-times'

const MOST_MARKS = 5
const PAGE_ROWS = 10
/** So near to its end, a list follows new rows. */
const NEAR_END_PX = 4

export interface RequestList {
  readonly element: HTMLElement
  /** Shows these requests on a scale of time. */
  update(window: TimeWindow, now: number): void
  /** Shows the time until now for pending requests. */
  tick(window: TimeWindow, now: number): void
  select(request: number | null): void
  focusSelected(): void
  /** Forgets the rows, for another connection. */
  reset(base: number): void
}

/** The waterfall: a list box whose rows are requests, oldest first, below a scale of time. */
export function createRequestList(onSelect: (request: number) => void): RequestList {
  let base = 0
  let selected: number | null = null
  let tabStop: HTMLElement | undefined
  let isNew = true
  const rows = new Map<HTMLElement, RequestRow>()
  const scale = el('span', { class: 'rq-scale' })
  const header = el('div', { class: 'rq-header', 'aria-hidden': 'true' }, ...['Request', 'Outcome', 'Duration'].map((text) => el('span', {}, text)), scale)
  const list = el('div', { class: 'rq-list', role: 'listbox', 'aria-label': 'Requests, oldest first', onkeydown: onKey })
  const element = el('div', { class: 'rq-scroll' }, header, list)
  const showMarks = createRows<number>(scale, { keyOf: (ms) => ms, create: createMark })
  let showRows = rowsOf()

  return {
    element,
    tick,
    update(window, now) {
      const isAtEnd = isNew || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
      isNew = false
      // Rows leave above and come in below: what the user reads must not move.
      const anchor = list.lastElementChild
      const before = anchor?.getBoundingClientRect().top ?? 0
      showRows(window.requests)
      tick(window, now)
      for (const row of rows.keys()) if (!row.isConnected) rows.delete(row)
      select(selected)
      if (isAtEnd) element.scrollTop = element.scrollHeight
      else if (anchor?.isConnected === true) element.scrollTop += anchor.getBoundingClientRect().top - before
    },
    select,
    focusSelected: () => tabStop?.focus(),
    reset(newBase) {
      list.replaceChildren()
      rows.clear()
      showRows = rowsOf()
      base = newBase
      selected = null
      isNew = true
    },
  }

  function rowsOf(): (items: readonly RequestRecord[]) => void {
    return createRows<RequestRecord>(list, {
      keyOf: ({ request }) => request,
      create: (record) => {
        const row = createRequestRow(record, Date.now(), { base, onSelect })
        rows.set(row.element, row)
        return row
      },
    })
  }

  function tick({ from, to }: TimeWindow, now: number): void {
    element.style.setProperty('--from', String(from - base))
    element.style.setProperty('--span', String(to - from))
    element.style.setProperty('--now', String(now - base))
    // The marks are relative to the start of the window.
    scale.style.setProperty('--from', '0')
    showMarks(marksOf(to - from, MOST_MARKS))
    for (const row of rows.values()) if (row.record().endedAt === null) row.tick(now)
  }

  function select(request: number | null): void {
    selected = request
    let stop: HTMLElement | undefined
    for (const [row, { record }] of rows) {
      const isSelected = record().request === request
      if (row.getAttribute('aria-selected') !== String(isSelected)) row.setAttribute('aria-selected', String(isSelected))
      if (isSelected) stop = row
    }
    // One row is reached with Tab: the selected one, or the first.
    stop ??= (list.firstElementChild ?? undefined) as HTMLElement | undefined
    if (stop === tabStop) return
    tabStop?.setAttribute('tabindex', '-1')
    tabStop = stop
    stop?.setAttribute('tabindex', '0')
  }

  function onKey(event: KeyboardEvent): void {
    const all = [...list.children] as HTMLElement[]
    const at = all.indexOf(event.target as HTMLElement)
    const to = targetOf(event.key, at, all.length)
    const row = to === undefined ? undefined : all[Math.min(Math.max(to, 0), all.length - 1)]
    const request = row && rows.get(row)?.record().request
    if (row === undefined || request === undefined) return
    event.preventDefault()
    onSelect(request)
    row.focus()
  }
}

function targetOf(key: string, at: number, length: number): number | undefined {
  switch (key) {
    case 'ArrowDown': return at + 1
    case 'ArrowUp': return at - 1
    case 'PageDown': return at + PAGE_ROWS
    case 'PageUp': return at - PAGE_ROWS
    case 'Home': return 0
    case 'End': return length - 1
    case 'Enter':
    case ' ': return at
    default: return undefined
  }
}

function createMark(ms: number): { element: HTMLElement; update(): void } {
  const element = el('span', {}, formatMark(ms))
  element.style.setProperty('--at', String(ms))
  return { element, update: () => undefined }
}
