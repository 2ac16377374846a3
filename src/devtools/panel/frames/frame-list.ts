import type { FrameRecord } from '../../model/types'
import { el, setAttribute } from '../dom'
import { COLUMNS, createFrameRow, type RowTimes } from './frame-row'
import { createVirtualList, type Items } from './virtual-list'

interface Settings {
  readonly items: Items<FrameRecord>
  readonly times: RowTimes
  /** Another frame is the active one. */
  onActive(frame: FrameRecord): void
  /** @param isKey With a key: the focus goes along. */
  onOpen(frame: FrameRecord, isKey: boolean): void
  /** It follows new frames, or no longer does. */
  onFollow(isFollowing: boolean): void
}

export interface FrameList {
  readonly element: HTMLElement
  draw(): void
  setFollowing(isFollowing: boolean): void
  /** Forgets which frame is the active one, and follows. */
  reset(): void
  focus(): void
  dispose(): void
}

export function createFrameList({ items, times, onActive, onOpen, onFollow }: Settings): FrameList {
  let activeId: number | null = null
  let wasFollowing = true

  const list = createVirtualList<FrameRecord>({
    items,
    idOf: ({ id }) => id,
    createRow: (slot) => createFrameRow(slot, times),
    onScroll: refresh,
  })
  const head = el(
    'div',
    { role: 'row', class: 'frames-row frames-head', 'aria-rowindex': 1 },
    ...COLUMNS.map((column) =>
      el('span', { role: 'columnheader', class: `frames-cell frames-${column.name}`, 'aria-label': 'label' in column && column.label }, column.title),
    ),
  )
  const grid = el(
    'div',
    { role: 'grid', class: 'frames-grid', tabindex: 0, 'aria-label': 'Frames', 'aria-colcount': COLUMNS.length, onkeydown: onKey, onclick: onClick },
    el('div', { role: 'rowgroup' }, head),
    list.element,
  )

  function refresh(): void {
    setAttribute(grid, 'aria-rowcount', String(items.length + 1))
    const active = list.activeElement()
    if (active) setAttribute(grid, 'aria-activedescendant', active.id)
    else grid.removeAttribute('aria-activedescendant')
    if (list.isFollowing !== wasFollowing) onFollow(list.isFollowing)
    wasFollowing = list.isFollowing
  }

  function draw(): void {
    list.draw()
    refresh()
  }

  function activate(frame: FrameRecord): void {
    activeId = frame.id
    list.setActive(activeId)
  }

  function moveTo(index: number): void {
    const last = items.length - 1
    const target = Math.max(0, Math.min(index, last))
    const frame = items.at(target)
    if (!frame) return
    activate(frame)
    list.scrollTo(target)
    draw()
    onActive(frame)
  }

  function indexAfter(key: string): number | null {
    const page = list.visibleRows - 1
    const last = items.length - 1
    const exact = activeId === null ? -1 : items.indexOf(activeId)
    // Without an active frame, the keys start at the edge of what is visible.
    const isNone = activeId === null || exact > last
    if (key === 'Home') return 0
    if (key === 'ArrowDown') return isNone ? list.firstVisible : exact + 1
    if (key === 'ArrowUp') return isNone ? list.firstVisible + page : exact - 1
    if (key === 'PageDown') return (isNone ? list.firstVisible : exact) + page
    if (key === 'PageUp') return (isNone ? list.firstVisible + page : exact) - page
    return null
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'End') {
      moveTo(items.length - 1)
      list.setFollowing(true)
      draw()
    } else if (event.key === 'Enter') {
      const frame = activeId === null ? undefined : items.at(items.indexOf(activeId))
      if (frame && frame.id === activeId) onOpen(frame, true)
    } else {
      const index = indexAfter(event.key)
      if (index === null) return
      moveTo(index)
    }
    event.preventDefault()
  }

  function onClick({ target }: MouseEvent): void {
    const row = target instanceof Element ? target.closest('.frames-row:not(.frames-head)') : null
    const frame = row ? list.itemOf(row) : undefined
    if (!frame) return
    activate(frame)
    // A list that moves on would take the row away from the pointer.
    list.setFollowing(false)
    draw()
    onOpen(frame, false)
  }

  return {
    element: grid,
    draw,
    setFollowing(isFollowing) {
      list.setFollowing(isFollowing)
      draw()
    },
    reset() {
      activeId = null
      list.setActive(null)
      list.setFollowing(true)
    },
    focus: () => grid.focus({ preventScroll: true }),
    dispose: list.dispose,
  }
}
