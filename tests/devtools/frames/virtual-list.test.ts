// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest'
import type { FrameRecord } from '../../../src/devtools/model/types'
import { createFrameList } from '../../../src/devtools/panel/frames/frame-list'
import { createMatchedFrames } from '../../../src/devtools/panel/frames/matched-frames'
import { NO_FILTER } from '../../../src/devtools/model/filter'
import { fakeFrame } from '../support/fake-session'

const ROW_PX = 22
const VISIBLE_ROWS = 10

let resize: () => void
/** jsdom has no layout: the area is ten rows high. */
globalThis.ResizeObserver = class {
  constructor(callback: ResizeObserverCallback) {
    const targets = new Set<Element>()
    this.observe = (target) => void targets.add(target)
    resize = () => callback(
      [...targets].map((target) => ({ target, contentRect: { height: target.classList.contains('frames-row') ? ROW_PX : ROW_PX * VISIBLE_ROWS } })) as ResizeObserverEntry[],
      this,
    )
  }
  observe: (target: Element) => void
  unobserve() {}
  disconnect() {}
}

let frames: FrameRecord[]
let opened: number[]
let list: ReturnType<typeof createFrameList>

beforeEach(() => {
  frames = []
  opened = []
  const items = createMatchedFrames()
  items.update(frames, NO_FILTER)
  list = createFrameList({
    items,
    times: { base: 0 },
    onActive() {},
    onOpen: ({ id }) => void opened.push(id),
    onFollow() {},
  })
  document.body.replaceChildren(list.element)
  resize()
})

const add = (from: number, to: number) => {
  for (let id = from; id <= to; id++) frames.push(fakeFrame(id, { data: `frame ${id}` }))
}
const rows = () => [...list.element.querySelectorAll<HTMLElement>('.frames-row:not(.frames-head)')]
const shown = () => rows().map((row) => row.querySelector('.frames-preview')!.textContent)
const scroller = () => list.element.querySelector<HTMLElement>('.frames-scroller')!
const scrollTo = (px: number) => {
  scroller().scrollTop = px
  scroller().dispatchEvent(new Event('scroll'))
}
const press = (key: string) => list.element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))

it('shows no rows without frames, and one row for one frame', () => {
  list.draw()
  expect(shown()).toEqual([])
  expect(list.element.getAttribute('aria-rowcount')).toBe('1')
  for (const key of ['ArrowDown', 'ArrowUp', 'PageDown', 'Home', 'End', 'Enter']) press(key)
  expect(opened).toEqual([])
  add(1, 1)
  list.draw()
  expect(shown()).toEqual(['frame 1'])
  press('ArrowDown')
  press('ArrowDown')
  press('Enter')
  expect(opened).toEqual([1])
})

it('has elements for the visible ones of 10,000 frames only, and follows the last', () => {
  add(1, 10_000)
  list.draw()
  expect(shown()).toEqual(Array.from({ length: VISIBLE_ROWS }, (_, index) => `frame ${9991 + index}`))
  scrollTo(5000 * ROW_PX + 5)
  expect(rows().length).toBeLessThan(VISIBLE_ROWS + 15)
  expect(shown()).toContain('frame 5001')
  expect(shown()).toContain('frame 5011')
})

it('keeps the first visible row in its place while frames in front of it are removed', () => {
  add(1, 1000)
  list.draw()
  scrollTo(500 * ROW_PX + 5)
  frames.splice(0, 300)
  list.draw()
  expect(scroller().scrollTop).toBe(200 * ROW_PX + 5)
  frames.splice(0, 500)
  list.draw()
  expect(shown()[0]).toBe('frame 801')
  frames.length = 0
  list.draw()
  expect(shown()).toEqual([])
})

it('opens the frame that a row shows, even when frames were removed since it was drawn', () => {
  add(1, 100)
  list.draw()
  const row = rows().find((each) => each.textContent.includes('frame 95'))!
  frames.splice(0, 60)
  row.click()
  expect(opened).toEqual([95])
})

it('opens a frame that was removed since its row was drawn', () => {
  add(1, 20)
  list.draw()
  const row = rows()[1]!
  frames.splice(0, 15)
  row.click()
  expect(opened).toEqual([12])
  press('ArrowDown')
  press('Enter')
  expect(opened).toEqual([12, 17])
})
