import { afterEach, describe, expect, it, vi } from 'vitest'
import type { LifecycleSignal } from '../../../src/core/vocabulary/options'
import { watchLifecycle } from '../../../src/core/platform/lifecycle'

afterEach(() => vi.unstubAllGlobals())

/** An event target that counts its listeners. */
function createTarget<T extends object>(fields: T = {} as T) {
  const target = new EventTarget()
  let count = 0
  return Object.assign(target, fields, {
    addEventListener: (...args: Parameters<EventTarget['addEventListener']>) => {
      count++
      EventTarget.prototype.addEventListener.apply(target, args)
    },
    removeEventListener: (...args: Parameters<EventTarget['removeEventListener']>) => {
      count--
      EventTarget.prototype.removeEventListener.apply(target, args)
    },
    count: () => count,
  })
}

function watchPage() {
  const scope = createTarget()
  const page = createTarget({ visibilityState: 'visible' })
  vi.stubGlobal('self', scope)
  vi.stubGlobal('document', page)
  const heard: LifecycleSignal[] = []
  const stop = watchLifecycle((signal) => heard.push(signal))
  const fire = (target: EventTarget, type: string, fields: object = {}) => target.dispatchEvent(Object.assign(new Event(type), fields))
  return { scope, page, heard, stop, fire }
}

describe('what a page tells', () => {
  it('is translated', () => {
    const { scope, page, heard, fire } = watchPage()
    fire(scope, 'offline')
    fire(scope, 'online')
    page.visibilityState = 'hidden'
    fire(page, 'visibilitychange')
    page.visibilityState = 'visible'
    fire(page, 'visibilitychange')
    fire(page, 'freeze')
    fire(page, 'resume')
    fire(scope, 'pagehide', { persisted: true })
    fire(scope, 'pageshow', { persisted: true })
    expect(heard).toEqual(['offline', 'online', 'hidden', 'visible', 'frozen', 'resumed', 'frozen', 'restored'])
  })

  it('is nothing when the page leaves for good or comes for the first time', () => {
    const { scope, heard, fire } = watchPage()
    fire(scope, 'pagehide', { persisted: false })
    fire(scope, 'pageshow', { persisted: false })
    fire(scope, 'beforeunload')
    expect(heard).toEqual([])
  })

  it('is not listened to any more afterwards', () => {
    const { scope, page, heard, stop, fire } = watchPage()
    expect(scope.count() + page.count()).toBeGreaterThan(0)
    stop()
    expect(scope.count() + page.count()).toBe(0)
    fire(scope, 'online')
    expect(heard).toEqual([])
  })
})

describe('elsewhere', () => {
  it('a worker hears of the network', () => {
    const scope = createTarget()
    vi.stubGlobal('self', scope)
    vi.stubGlobal('document', undefined)
    const heard: LifecycleSignal[] = []
    watchLifecycle((signal) => heard.push(signal))
    scope.dispatchEvent(new Event('offline'))
    expect(heard).toEqual(['offline'])
  })

  it.each<[string, unknown]>([
    ['no global scope', undefined],
    ['a scope without events, as in React Native', {}],
  ])('there may be %s, and silence', (_, scope) => {
    vi.stubGlobal('self', scope)
    vi.stubGlobal('document', undefined)
    expect(() => watchLifecycle(() => {})()).not.toThrow()
  })
})
