// @vitest-environment jsdom
import { expect, it } from 'vitest'
import type { Actions, ReplayOptions, ReplayProgress } from '../../../src/devtools/actions/types'
import type { ConnectionModel, Session } from '../../../src/devtools/model/types'
import { replayView } from '../../../src/devtools/panel/replay-view'

const COUNTS = { played: 0, total: 4, skipped: 1, matched: 2, missing: 3, unexpected: 5, error: null }
const FRAMES = [] as const

function setUp() {
  const calls: [target: unknown, frames: unknown, options: ReplayOptions][] = []
  const said: string[] = []
  let finish: (progress: ReplayProgress) => void = () => {}
  let problem: Error | null = null
  const actions = {
    replay(target: unknown, frames: unknown, options: ReplayOptions) {
      if (problem) throw problem
      calls.push([target, frames, options])
      const done = new Promise<ReplayProgress>((resolve) => (finish = resolve))
      return { done, stop: () => finish({ ...COUNTS, state: 'stopped' }) }
    },
  } as unknown as Actions
  const session = { frames: () => FRAMES } as unknown as Session
  const view = replayView.create({ session, actions, announce: (text) => void said.push(text) })
  const [start, stop] = view.element.querySelectorAll('button')
  const show = (model: object) => view.update({ id: 1, label: 'wss://a.example/', connection: null, isDisposed: false, ...model } as ConnectionModel)
  return { view, calls, said, start: start!, stop: stop!, show, finish: (last: ReplayProgress) => finish(last), fail: (error: Error) => (problem = error) }
}

it('plays the frames of the chosen connection, and shows what was played and sent', async () => {
  const { view, calls, said, start, stop, show, finish } = setUp()
  expect([start.disabled, stop.disabled]).toEqual([true, true])
  const connection = {}
  show({ connection })
  view.element.querySelector('select')!.value = 'Infinity'
  start.click()
  expect(calls).toEqual([[connection, FRAMES, { speed: Infinity, onProgress: expect.any(Function) as unknown }]])
  expect([start.disabled, stop.disabled]).toEqual([true, false])
  calls[0]![2].onProgress!({ ...COUNTS, played: 3, state: 'playing' })
  const shown = [...view.element.querySelectorAll('dd')].map(({ textContent }) => textContent)
  expect(shown).toEqual(['3 of 4', '2', '3', '5', '1'])
  expect(view.element.querySelector('progress')).toMatchObject({ max: 4, value: 3 })
  finish({ ...COUNTS, state: 'done' })
  await Promise.resolve().then(() => {})
  expect(said).toEqual(['The replay is complete.'])
  expect([start.disabled, stop.disabled]).toEqual([false, true])
})

it('plays an imported session by the label of its connection, stops, and says what is wrong', async () => {
  const { calls, said, start, stop, show, fail, view } = setUp()
  show({})
  start.click()
  expect(calls[0]![0]).toBe('wss://a.example/')
  stop.click()
  await Promise.resolve().then(() => {})
  expect(said).toEqual(['The replay was stopped.'])
  fail(new Error('There is nothing to play.'))
  start.click()
  expect(said.at(-1)).toBe('There is nothing to play.')
  view.update(null)
  expect(start.disabled).toBe(true)
})
