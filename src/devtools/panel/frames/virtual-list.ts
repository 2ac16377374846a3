import { el } from '../dom'

/** Rows above and below the visible ones, so that scrolling shows no gap before the next paint. */
const OVERSCAN = 6
const DEFAULT_ROW_PX = 22

/** A live list, in the order of ids. */
export interface Items<T> {
  readonly length: number
  at(index: number): T | undefined
  /** The first index whose item has at least this id. */
  indexOf(id: number): number
}

export interface Row<T> {
  readonly element: HTMLElement
  /** Shows an item. The element is used again for others. */
  show(item: T, index: number, isActive: boolean): void
}

export interface VirtualList<T> {
  /** Scrolls, and holds the elements of the visible rows. */
  readonly element: HTMLElement
  readonly isFollowing: boolean
  readonly visibleRows: number
  readonly firstVisible: number
  setFollowing(isFollowing: boolean): void
  setActive(id: number | null): void
  /** The item that a row shows. Since then the list may have changed. */
  itemOf(row: Element): T | undefined
  /** The element of the active row, if it is on the screen. */
  activeElement(): HTMLElement | null
  scrollTo(index: number): void
  /** Shows the items as they are now. */
  draw(): void
  dispose(): void
}

interface Settings<T> {
  readonly items: Items<T>
  idOf(item: T): number
  createRow(slot: number): Row<T>
  onScroll(): void
}

/**
 * Rows of one height, of which only the visible ones have elements. At the end it follows new rows. Elsewhere the first visible
 * row keeps its place while rows in front of it are removed.
 */
export function createVirtualList<T>({ items, idOf, createRow, onScroll }: Settings<T>): VirtualList<T> {
  const visible = el('div', { class: 'frames-window', role: 'presentation' })
  const spacer = el('div', { class: 'frames-spacer', role: 'presentation' }, visible)
  // Chromium makes a scroller focusable, but the grid around it has the focus.
  const element = el('div', { class: 'frames-scroller', role: 'rowgroup', tabindex: '-1' }, spacer)
  const rows: Row<T>[] = []
  /** By slot. */
  const shownItems: T[] = []

  let rowPx = DEFAULT_ROW_PX
  let viewportPx = 0
  let scrollTop = 0
  let spacerPx = -1
  let first = -1
  let shown = 0
  let isFollowing = true
  let anchor: { readonly id: number; readonly offset: number } | null = null
  let activeId: number | null = null

  const endPx = () => Math.max(0, items.length * rowPx - viewportPx)

  /** Remembers the first visible row and how much of it is scrolled out. */
  function setAnchor(): void {
    const index = Math.floor(scrollTop / rowPx)
    const item = items.at(index)
    anchor = item === undefined ? null : { id: idOf(item), offset: scrollTop - index * rowPx }
  }

  function targetPx(): number {
    if (isFollowing) return endPx()
    if (!anchor) return Math.min(scrollTop, endPx())
    return Math.min(items.indexOf(anchor.id) * rowPx + anchor.offset, endPx())
  }

  function setShown(count: number): void {
    while (rows.length < count) {
      const row = createRow(rows.length)
      if (rows.length === 0) sizes.observe(row.element)
      rows.push(row)
    }
    for (; shown < count; shown++) visible.append(rows[shown]?.element ?? '')
    for (; shown > count; shown--) rows[shown - 1]?.element.remove()
  }

  function draw(): void {
    const top = targetPx()
    const overscan = isFollowing ? 0 : OVERSCAN
    const from = Math.max(0, Math.floor(top / rowPx) - overscan)
    const to = Math.min(items.length, Math.ceil((top + viewportPx) / rowPx) + overscan)
    setShown(Math.max(0, to - from))
    if (from !== first) visible.style.transform = `translateY(${from * rowPx}px)`
    first = from
    for (let i = from; i < to; i++) {
      const item = items.at(i)
      if (item === undefined) continue
      rows[i - from]?.show(item, i, idOf(item) === activeId)
      shownItems[i - from] = item
    }
    if (items.length * rowPx !== spacerPx) {
      spacerPx = items.length * rowPx
      spacer.style.height = `${spacerPx}px`
    }
    // Last, because it makes the browser compute the layout.
    if (Math.abs(top - scrollTop) >= 1) element.scrollTop = top
    scrollTop = top
    if (!isFollowing && !anchor) setAnchor()
  }

  element.addEventListener(
    'scroll',
    () => {
      const next = element.scrollTop
      // Its own scrolling needs no work.
      if (Math.abs(next - scrollTop) < 1) return
      scrollTop = next
      isFollowing = scrollTop >= endPx() - rowPx / 2
      setAnchor()
      draw()
      onScroll()
    },
    { passive: true },
  )

  const sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      if (target === element) viewportPx = contentRect.height
      else if (contentRect.height > 0) {
        rowPx = contentRect.height
        first = -1
      }
    }
    if (viewportPx > 0) draw()
  })
  sizes.observe(element)

  return {
    element,
    get isFollowing() {
      return isFollowing
    },
    get visibleRows() {
      return Math.max(1, Math.floor(viewportPx / rowPx))
    },
    get firstVisible() {
      return Math.ceil(scrollTop / rowPx)
    },
    setFollowing(next) {
      isFollowing = next
      if (!next) setAnchor()
    },
    setActive(id) {
      activeId = id
    },
    itemOf: (row) => shownItems[rows.findIndex(({ element: each }) => each === row)],
    activeElement() {
      const index = activeId === null ? -1 : items.indexOf(activeId)
      const item = items.at(index)
      return item !== undefined && idOf(item) === activeId && index < first + shown ? (rows[index - first]?.element ?? null) : null
    },
    scrollTo(index) {
      const top = Math.max(Math.min(targetPx(), index * rowPx), (index + 1) * rowPx - viewportPx)
      const start = Math.floor(top / rowPx)
      const item = items.at(start)
      anchor = item === undefined ? null : { id: idOf(item), offset: top - start * rowPx }
      isFollowing = false
    },
    draw,
    dispose: () => sizes.disconnect(),
  }
}
