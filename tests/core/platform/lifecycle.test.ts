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
  const received: LifecycleSignal[] = []
  const stop = watchLifecycle((signal) => received.push(signal))
  const fire = (target: EventTarget, type: string, fields: object = {}) => target.dispatchEvent(Object.assign(new Event(type), fields))
  return { scope, page, received, stop, fire }
}

describe('the lifecycle signals of a page', () => {
  it('are derived from its events', () => {
    const { scope, page, received, fire } = watchPage()
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
    expect(received).toEqual(['offline', 'online', 'hidden', 'visible', 'frozen', 'resumed', 'frozen', 'restored'])
  })

  it('are not sent for the first load and the unload', () => {
    const { scope, received, fire } = watchPage()
    fire(scope, 'pagehide', { persisted: false })
    fire(scope, 'pageshow', { persisted: false })
    fire(scope, 'beforeunload')
    expect(received).toEqual([])
  })

  it('stop after unsubscribing', () => {
    const { scope, page, received, stop, fire } = watchPage()
    expect(scope.count() + page.count()).toBeGreaterThan(0)
    stop()
    expect(scope.count() + page.count()).toBe(0)
    fire(scope, 'online')
    expect(received).toEqual([])
  })
})

describe('other environments', () => {
  it('a worker receives network signals', () => {
    const scope = createTarget()
    vi.stubGlobal('self', scope)
    vi.stubGlobal('document', undefined)
    const received: LifecycleSignal[] = []
    watchLifecycle((signal) => received.push(signal))
    scope.dispatchEvent(new Event('offline'))
    expect(received).toEqual(['offline'])
  })

  it.each<[string, unknown]>([
    ['no global scope', undefined],
    ['a scope without events, as in React Native', {}],
  ])('watching works without signals: %s', (_, scope) => {
    vi.stubGlobal('self', scope)
    vi.stubGlobal('document', undefined)
    expect(() => watchLifecycle(() => {})()).not.toThrow()
  })
})
