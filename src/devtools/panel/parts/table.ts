import { el, setText } from '../dom'
import { createRows, type Row } from './rows'

type Tone = 'good' | 'warn' | 'bad' | 'dim' | ''

export interface Column<Item> {
  readonly title: string
  text?(item: Item): string
  tone?(item: Item): Tone
  /** Instead of a text. The function returns the item that the row shows now. */
  button?(current: () => Item): HTMLButtonElement
  /** Shown again when the item changes. */
  updateButton?(button: HTMLButtonElement, item: Item): void
  /** A `word` is never broken into lines. */
  readonly kind?: 'code' | 'number' | 'header' | 'word' | 'button'
}

export interface TableOptions<Item> {
  readonly label: string
  readonly columns: readonly Column<Item>[]
  keyOf(item: Item): unknown
}

export interface Table<Item> {
  readonly element: HTMLElement
  update(items: readonly Item[]): void
}

/** A table that becomes a list of cards where it is narrow. The roles are explicit, because another `display` removes those of a table. */
export function createTable<Item>({ label, columns, keyOf }: TableOptions<Item>): Table<Item> {
  const body = el('tbody', { role: 'rowgroup' })
  const titles = columns.map(({ title }) => el('th', { role: 'columnheader', scope: 'col' }, title))
  const head = el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...titles))
  const update = createRows<Item>(body, { keyOf, create: (item) => createTableRow(columns, item) })
  return { element: el('table', { class: 'vw-table', role: 'table', 'aria-label': label }, head, body), update }
}

function createTableRow<Item>(columns: readonly Column<Item>[], first: Item): Row<Item> {
  let shown = first
  const cells = columns.map((column) => createCell(column, () => shown))
  const update = (item: Item): void => {
    shown = item
    for (const cell of cells) cell.update(item)
  }
  update(first)
  return { element: el('tr', { role: 'row' }, ...cells.map(({ element }) => element)), update }
}

function createCell<Item>({ title, kind, text, tone, button: createButton, updateButton }: Column<Item>, current: () => Item): Row<Item> {
  const isHeader = kind === 'header'
  const role = isHeader ? 'rowheader' : 'cell'
  const element = el(isHeader ? 'th' : 'td', { role, scope: isHeader ? 'row' : undefined, 'data-title': title, 'data-kind': kind })
  const button = createButton?.(current)
  if (button) {
    element.append(button)
    return { element, update: (item) => updateButton?.(button, item) }
  }
  // An element of its own, because on a card the title of the column stands before the text.
  const content = el('span')
  element.append(content)
  return {
    element,
    update(item) {
      const value = text?.(item) ?? ''
      setText(content, value === '' ? '–' : value)
      element.toggleAttribute('data-empty', value === '')
      element.dataset.tone = tone?.(item) ?? ''
    },
  }
}
