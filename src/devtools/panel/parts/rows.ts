/** The element of one item. */
export interface Row<Item> {
  readonly element: HTMLElement
  /** The item was replaced: shows the new one. */
  update(item: Item): void
}

export interface RowsOptions<Item> {
  /** Items with equal keys share an element over updates. */
  keyOf(item: Item, index: number): unknown
  create(item: Item): Row<Item>
}

/**
 * Shows a list in an element, which contains nothing else. An element is created, changed or moved only when its item was, so that focus, selection
 * and scroll position stay.
 */
export function createRows<Item>(parent: HTMLElement, { keyOf, create }: RowsOptions<Item>): (items: readonly Item[]) => void {
  const rows = new Map<unknown, { item: Item; readonly row: Row<Item> }>()
  return (items) => {
    const keys = new Set(items.map(keyOf))
    for (const [key, { row }] of rows) {
      if (keys.has(key)) continue
      if (row.element.matches(':focus, :focus-within')) focusArea(parent)
      row.element.remove()
      rows.delete(key)
    }
    let next = parent.firstElementChild
    items.forEach((item, index) => {
      const key = keyOf(item, index)
      const element = elementOf(key, item)
      if (element === next) next = next.nextElementSibling
      else parent.insertBefore(element, next)
    })
  }

  function elementOf(key: unknown, item: Item): HTMLElement {
    const existing = rows.get(key)
    if (existing === undefined) {
      const row = create(item)
      rows.set(key, { item, row })
      return row.element
    }
    if (existing.item !== item) {
      existing.item = item
      existing.row.update(item)
    }
    return existing.row.element
  }
}

/** Moves the focus from an element that disappears to the scrolling area around it. Otherwise the keyboard starts at the top of the page. */
export function focusArea(inside: Element): void {
  inside.closest<HTMLElement>('[tabindex]')?.focus({ preventScroll: true })
}
