import { el } from '../dom'

const PAGE = 100
const MAX_TEXT = 1000

interface Node {
  readonly key: string
  readonly isPage: boolean
  readonly value: unknown
  /** Of a page: which children of the value. */
  readonly from: number
  readonly to: number
}

const isParent = (value: unknown): value is object => typeof value === 'object' && value !== null
const sizeOf = (value: object): number => (Array.isArray(value) ? value.length : Object.keys(value).length)

const wholeOf = (key: string, value: unknown): Node => ({ key, isPage: false, value, from: 0, to: isParent(value) ? sizeOf(value) : 0 })

/** Children of one node: at most 100 of them, or pages of them. */
function childrenOf({ value, from, to }: Node): Node[] {
  if (!isParent(value)) return []
  if (to - from <= PAGE) {
    if (Array.isArray(value)) return value.slice(from, to).map((item, i) => wholeOf(String(from + i), item))
    return Object.keys(value)
      .slice(from, to)
      .map((key) => wholeOf(key, (value as Readonly<Record<string, unknown>>)[key]))
  }
  let step = PAGE
  while ((to - from) / step > PAGE) step *= PAGE
  const pages: Node[] = []
  for (let start = from; start < to; start += step) {
    const end = Math.min(start + step, to)
    pages.push({ key: `${start} … ${end - 1}`, isPage: true, value, from: start, to: end })
  }
  return pages
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value)

function textOf({ value, isPage }: Node): string {
  if (isPage) return ''
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[${value.length}]`
  if (isParent(value)) return sizeOf(value) === 0 ? '{}' : `{${sizeOf(value)}}`
  const text = JSON.stringify(value)
  // Only a string can be so long.
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}… (${String(value).length} characters)` : text
}

/**
 * A tree of a parsed JSON value. Elements of children are created when their parent is opened, and removed when it is closed.
 * All texts are text nodes.
 */
export function createJsonTree(value: unknown): HTMLElement {
  const nodes = new WeakMap<Element, Node>()

  function createItem(node: Node, level: number, position: number, count: number): HTMLElement {
    const key = el('span', { class: node.isPage ? 'frames-page' : 'frames-key' }, node.key)
    const line = el(
      'div',
      { class: 'frames-line' },
      node.key === '' && level === 1 ? null : key,
      el('span', { class: 'frames-value', 'data-type': typeOf(node.value) }, textOf(node)),
    )
    const item = el(
      'li',
      {
        role: 'treeitem',
        tabindex: -1,
        'aria-level': level,
        'aria-posinset': position,
        'aria-setsize': count,
        'aria-selected': 'false',
        'aria-expanded': node.to > node.from && 'false',
      },
      line,
    )
    nodes.set(item, node)
    return item
  }

  function setOpen(item: HTMLElement, isOpen: boolean): void {
    if (!item.hasAttribute('aria-expanded') || isOpen === (item.getAttribute('aria-expanded') === 'true')) return
    item.setAttribute('aria-expanded', String(isOpen))
    const node = nodes.get(item)
    if (!isOpen) item.querySelector('[role=group]')?.remove()
    else if (node) {
      const children = childrenOf(node)
      const level = Number(item.getAttribute('aria-level')) + 1
      item.append(el('ul', { role: 'group' }, ...children.map((child, i) => createItem(child, level, i + 1, children.length))))
    }
  }

  const toggle = (item: HTMLElement) => setOpen(item, item.getAttribute('aria-expanded') !== 'true')
  const itemOf = (target: EventTarget | null) => (target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null)
  /** Only opened items have elements for their children, so all items of the document are visible ones. */
  const itemsOf = () => [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')]

  function moveTo(item: HTMLElement | null | undefined): void {
    if (!item) return
    for (const before of tree.querySelectorAll('[tabindex="0"]')) {
      before.setAttribute('tabindex', '-1')
      before.setAttribute('aria-selected', 'false')
    }
    item.setAttribute('tabindex', '0')
    item.setAttribute('aria-selected', 'true')
    item.focus({ preventScroll: true })
    item.firstElementChild?.scrollIntoView({ block: 'nearest' })
  }

  function onKey(event: KeyboardEvent): void {
    const item = itemOf(event.target)
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return
    const isOpen = item.getAttribute('aria-expanded') === 'true'
    const items = itemsOf()
    const index = items.indexOf(item)
    if (event.key === 'ArrowDown') moveTo(items[index + 1])
    else if (event.key === 'ArrowUp') moveTo(items[index - 1])
    else if (event.key === 'Home') moveTo(items[0])
    else if (event.key === 'End') moveTo(items.at(-1))
    else if (event.key === 'ArrowRight') {
      if (isOpen) moveTo(items[index + 1])
      else setOpen(item, true)
    } else if (event.key === 'ArrowLeft') {
      if (isOpen) setOpen(item, false)
      else moveTo(itemOf(item.parentElement))
    } else if (event.key === 'Enter' || event.key === ' ') toggle(item)
    else return
    event.preventDefault()
  }

  function onClick({ target }: MouseEvent): void {
    const item = itemOf(target)
    if (!item || !(target instanceof Element) || !target.closest('.frames-line')) return
    toggle(item)
    moveTo(item)
  }

  const root = createItem(wholeOf('', value), 1, 1, 1)
  root.setAttribute('tabindex', '0')
  const tree = el('ul', { role: 'tree', class: 'frames-tree', 'aria-label': 'JSON', onkeydown: onKey, onclick: onClick }, root)
  setOpen(root, true)
  return tree
}
