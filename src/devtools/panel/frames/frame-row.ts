import type { FrameRecord } from '../../model/types'
import { el } from '../dom'
import { ARROWS, DIRECTIONS, formatSize, formatTime, previewOf, roleOf } from './format'
import type { Row } from './virtual-list'

export const COLUMNS = [
  { name: 'time', title: 'Time' },
  { name: 'direction', title: '↕', label: 'Direction' },
  { name: 'size', title: 'Size' },
  { name: 'channel', title: 'Channel' },
  { name: 'role', title: 'Role' },
  { name: 'preview', title: 'Data' },
] as const

export interface RowTimes {
  /** Time of the first frame; null: the time of day is shown. */
  readonly base: number | null
}

/** @param times Read at each `show()`. */
export function createFrameRow(slot: number, times: RowTimes): Row<FrameRecord> {
  const cells = COLUMNS.map(({ name }) => {
    const text = document.createTextNode('')
    return { text, element: el('span', { role: 'gridcell', class: `frames-cell frames-${name}` }, text) }
  })
  const [time, direction, size, channel, role, preview] = cells.map(({ text }) => text) as [Text, Text, Text, Text, Text, Text]
  const arrow = cells[1]?.element
  const element = el('div', { role: 'row', class: 'frames-row', id: `frames-row-${slot}` }, ...cells.map((cell) => cell.element))

  let frame: FrameRecord | null = null
  /** A record gets the data of a Blob after it was made. */
  let data: FrameRecord['data'] = null
  let index = -1
  let isActive: boolean | null = null
  let base: number | null | undefined

  /** Text is written only if it differs: an unchanged one costs no layout. */
  const write = (node: Text, text: string) => {
    if (node.data !== text) node.data = text
  }

  function showFrame(next: FrameRecord): void {
    if (next.direction !== frame?.direction) {
      element.dataset.direction = next.direction
      arrow?.setAttribute('aria-label', DIRECTIONS[next.direction])
      write(direction, ARROWS[next.direction])
    }
    if (next.role !== frame?.role || next.note !== frame.note) {
      element.dataset.role = next.role
      element.dataset.note = next.note
      write(role, roleOf(next))
    }
    write(size, formatSize(next.bytes))
    write(channel, next.channels.join(', '))
    write(preview, previewOf(next))
  }

  return {
    element,
    show(next, at, nextIsActive) {
      if (next !== frame || base !== times.base) write(time, formatTime(next.at, times.base))
      base = times.base
      if (next !== frame || next.data !== data) showFrame(next)
      frame = next
      data = next.data
      if (at !== index) element.setAttribute('aria-rowindex', String(at + 2))
      index = at
      if (nextIsActive !== isActive) element.setAttribute('aria-selected', String(nextIsActive))
      isActive = nextIsActive
    },
  }
}
