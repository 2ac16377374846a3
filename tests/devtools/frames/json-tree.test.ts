// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { createJsonTree } from '../../../src/devtools/panel/frames/json-tree'

Element.prototype.scrollIntoView = () => {}

const itemsOf = (tree: Element) => [...tree.querySelectorAll<HTMLElement>('[role=treeitem]')]
const lineOf = (item: Element) => [...item.querySelector('.frames-line')!.children].map(({ textContent }) => textContent).join(': ')
const linesOf = (tree: Element) => itemsOf(tree).map(lineOf)
const find = (tree: Element, line: string) => itemsOf(tree).find((item) => lineOf(item) === line)!

function treeOf(value: unknown): HTMLElement {
  const tree = createJsonTree(value)
  document.body.replaceChildren(tree)
  return tree
}

const click = (item: HTMLElement) => item.querySelector<HTMLElement>('.frames-line')!.click()

function press(...keys: readonly string[]): void {
  for (const key of keys) document.activeElement!.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

it('opens the first level and creates deeper elements when their parent is opened', () => {
  const tree = treeOf({ type: 'deep', list: [1, { a: null }], empty: {}, none: [] })
  expect(linesOf(tree)).toEqual(['{4}', 'type: "deep"', 'list: [2]', 'empty: {}', 'none: []'])
  click(find(tree, 'list: [2]'))
  expect(linesOf(tree).slice(3, 5)).toEqual(['0: 1', '1: {1}'])
  click(find(tree, 'list: [2]'))
  expect(itemsOf(tree)).toHaveLength(5)
})

it('shows a large array in pages of at most 100 items, and pages of pages', () => {
  const tree = treeOf(Array.from({ length: 20_050 }, (_, i) => i))
  expect(linesOf(tree)).toEqual(['[20050]', '0 … 9999: ', '10000 … 19999: ', '20000 … 20049: '])
  click(find(tree, '10000 … 19999: '))
  expect(itemsOf(tree)).toHaveLength(104)
  click(find(tree, '12300 … 12399: '))
  expect(linesOf(tree)).toContain('12345: 12345')
  expect(itemsOf(tree)).toHaveLength(204)
})

it('pages the keys of a large object too', () => {
  const tree = treeOf(Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`key${i}`, i])))
  expect(linesOf(tree)).toEqual(['{150}', '0 … 99: ', '100 … 149: '])
  click(find(tree, '100 … 149: '))
  expect(linesOf(tree)).toContain('key120: 120')
})

it('never parses keys and values as HTML', () => {
  const tree = treeOf({ '<img src=x onerror=alert(1)>': '<script>alert(2)</script>' })
  expect(tree.querySelector('img, script')).toBeNull()
  expect(linesOf(tree)[1]).toBe('<img src=x onerror=alert(1)>: "<script>alert(2)</script>"')
})

it('cuts a very long text', () => {
  expect(linesOf(treeOf(['x'.repeat(5000)]))[1]).toMatch(/^0: "x{999}… \(5000 characters\)$/)
  // Characters of the text, not of its escapes.
  expect(linesOf(treeOf(['\n'.repeat(5000)]))[1]).toMatch(/… \(5000 characters\)$/)
})

it('shows keys with the names of what all objects have', () => {
  const tree = treeOf(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1,"hasOwnProperty":null,"toString":"x","":2}'))
  expect(linesOf(tree)).toEqual(['{5}', '__proto__: {1}', 'constructor: 1', 'hasOwnProperty: null', 'toString: "x"', ': 2'])
  click(find(tree, '__proto__: {1}'))
  expect(linesOf(tree)[2]).toBe('isAdmin: true')
})

it('shows a value that is nested deeply, and one with a million items, one level at a time', () => {
  const depth = 20_000
  expect(linesOf(treeOf(JSON.parse('['.repeat(depth) + ']'.repeat(depth))))).toEqual(['[1]', '0: [1]'])
  expect(itemsOf(treeOf(Array.from({ length: 1_000_000 }, () => 0)))).toHaveLength(101)
})

it('shows a value that is no object', () => expect(linesOf(treeOf('word'))).toEqual(['"word"']))

it('is operated with the keys of a tree', () => {
  const tree = treeOf({ a: { b: { c: 1 } }, d: 2 })
  itemsOf(tree)[0]!.focus()
  const focused = () => lineOf(document.activeElement!)
  press('ArrowDown')
  expect(focused()).toBe('a: {1}')
  press('ArrowRight', 'ArrowRight')
  expect(focused()).toBe('b: {1}')
  press('Enter', 'End')
  expect(focused()).toBe('d: 2')
  press('ArrowUp')
  expect(focused()).toBe('c: 1')
  press('ArrowLeft', 'ArrowLeft', 'ArrowLeft')
  expect(focused()).toBe('a: {1}')
  expect(tree.querySelectorAll('[tabindex="0"]')).toHaveLength(1)
  press('Home', ' ')
  expect(itemsOf(tree)).toHaveLength(1)
})
