import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRegistry, json, type ConnectionRegistry } from 'websocket-store'
import { collectGarbage } from '../support/collect-garbage'
import { createFakeNetwork } from '../support/fake-socket'

const url = 'ws://host.test/'

let network: ReturnType<typeof createFakeNetwork>
let registry: ConnectionRegistry

beforeEach(() => {
  network = createFakeNetwork()
  registry = createRegistry({ defaults: { WebSocket: network.WebSocket } })
})
afterEach(() => registry.dispose())

describe('a connection at rest', () => {
  it.each(['before', 'after'] as const)('forgets the options of a component that unmounts %s it comes to rest', (when) => {
    vi.useFakeTimers()
    const holder = { url, options: { lingerMs: 10, closeTimeoutMs: 5, handshake: () => {} } }
    const connection = registry.acquire(holder)
    const ends = [connection.holdOptions(holder), connection.retain()]
    network.latest.open()
    if (when === 'after') ends.pop()!()
    else for (const end of ends) end()
    vi.advanceTimersByTime(100)
    expect(connection.getSnapshot().phase).toBe('idle')
    for (const end of ends) end()
    expect(connection.option('handshake')).toBeUndefined()
    expect(connection.option('lingerMs')).toBeUndefined()
    vi.useRealTimers()
  })

  it('takes its options from the next component that asks for it, even if the one before never mounted', () => {
    const connection = registry.acquire({ url, options: { lingerMs: 1, closeTimeoutMs: 3 } })
    expect(registry.acquire({ url, options: { lingerMs: 2 } })).toBe(connection)
    expect([connection.option('lingerMs'), connection.option('closeTimeoutMs')]).toEqual([2, undefined])
  })

  it('keeps the options of its components while one of them is mounted or it is in use', () => {
    const holder = { url, options: { lingerMs: 1 } }
    const connection = registry.acquire(holder)
    connection.retain()
    registry.acquire({ url, options: { lingerMs: 2 } })
    expect(connection.option('lingerMs')).toBe(1)
  })

  it('is not found by a caller that does not share', () => {
    const shared = registry.connection(url)
    expect(registry.connection(url, { share: false })).not.toBe(shared)
    expect(registry.acquire({ url, options: { share: false } as object })).not.toBe(shared)
    expect(registry.connection(url, { share: true })).toBe(shared)
  })

  it('keeps nothing of a component alive, nor does the registry', async () => {
    /** In a function of its own, so that no variable keeps the objects alive. */
    function mountAndUnmount(isCommitted: boolean): WeakRef<object>[] {
      const holder = { url: `${url}${isCommitted}`, options: { handshake: () => {} } }
      const connection = registry.acquire(holder)
      if (isCommitted) connection.holdOptions(holder)()
      return [new WeakRef(holder), new WeakRef(connection)]
    }
    const references = [...mountAndUnmount(true), ...mountAndUnmount(false)]
    await collectGarbage()
    expect(references.map((reference) => reference.deref())).toEqual([undefined, undefined, undefined, undefined])
  })
})

it('a connection at rest keeps the last value of a component that left, while another one is mounted', () => {
  vi.useFakeTimers()
  const connection = registry.acquire({ url, options: {} })
  const ends = [connection.holdOptions({ url, options: { closeTimeoutMs: 5 } }), connection.retain()]
  connection.holdOptions({ url, options: {} }, true)
  network.latest.open()
  for (const end of ends) end()
  vi.advanceTimersByTime(2000)
  expect(connection.getSnapshot().phase).toBe('idle')
  expect(connection.option('closeTimeoutMs')).toBe(5)
  vi.useRealTimers()
})

describe('setOptions', () => {
  it('replaces all options of the caller', () => {
    const connection = registry.connection(url, { lingerMs: 10, history: 5 })
    connection.setOptions({ history: 7 })
    expect(connection.options).toMatchObject({ history: 7, url })
    expect(connection.option('lingerMs')).toBeUndefined()
  })

  it('comes before the options of components', () => {
    const connection = registry.connection(url, { history: 5 })
    const release = connection.holdOptions({ url, options: { history: 6, lingerMs: 3 } })
    expect([connection.option('history'), connection.option('lingerMs')]).toEqual([5, 3])
    release()
  })
})

it('an option that is undefined counts as not given: it neither separates callers nor replaces a value', () => {
  const scoped = createRegistry({ defaults: { WebSocket: network.WebSocket, protocols: 'default' } })
  const connection = scoped.connection(url, { lingerMs: undefined as never })
  expect(scoped.connection(url, { protocols: undefined as never, lingerMs: 5 })).toBe(connection)
  expect(connection.option('lingerMs')).toBe(5)
  scoped.dispose()
})

describe('a component that changes its options', () => {
  it('makes them take effect at once with optionsChanged()', () => {
    vi.useFakeTimers()
    const holder = { url, options: { heartbeat: false } as object }
    const connection = registry.acquire(holder)
    connection.holdOptions(holder)
    connection.retain()
    network.latest.open()
    holder.options = { heartbeat: { intervalMs: 5 } }
    connection.optionsChanged(holder)
    vi.advanceTimersByTime(5)
    expect(network.latest.sent).toEqual(['ping'])
    vi.useRealTimers()
  })

  it('decides nothing any more when it stops naming an option, before anybody is notified of it', () => {
    const first = { url, options: { lingerMs: 1 } as object }
    const connection = registry.acquire(first)
    connection.holdOptions(first)
    connection.holdOptions({ url, options: { lingerMs: 1, history: 2 } })
    expect(connection.option('lingerMs')).toBe(1)
    first.options = {}
    expect([connection.option('lingerMs'), connection.option('history')]).toEqual([1, 2])
  })

  it('leaves its last value when it unmounts, but not when another component names the option', () => {
    const keeper = { url, options: { closeTimeoutMs: 3 } as object }
    const connection = registry.acquire(keeper)
    connection.retain()
    connection.holdOptions(keeper)
    connection.holdOptions({ url, options: { lingerMs: 5, closeTimeoutMs: 4 } })()
    expect([connection.option('lingerMs'), connection.option('closeTimeoutMs')]).toEqual([5, 3])
    keeper.options = {}
    connection.optionsChanged(keeper)
    expect(connection.option('closeTimeoutMs')).toBeUndefined()
  })

  it('leaves nothing when it was mounted without demand', () => {
    const keeper = { url, options: {} }
    const connection = registry.acquire(keeper)
    connection.retain()
    connection.holdOptions(keeper)
    connection.holdOptions({ url, options: { lingerMs: 5 } }, true)()
    expect(connection.option('lingerMs')).toBeUndefined()
  })

  it.each<[string, () => void]>([
    ['a caller in code', () => void registry.connection(url)],
    ['a mounted component', () => void registry.acquire({ url, options: {} }).holdOptions({ url, options: {} })],
  ])('without demand decides nothing while there is %s', (_, hold) => {
    hold()
    const connection = registry.acquire({ url, options: {} })
    connection.retain()
    connection.holdOptions({ url, options: { lingerMs: 5 } }, true)
    expect(connection.option('lingerMs')).toBeUndefined()
  })

  it('without demand decides what the others without demand do not name', () => {
    const connection = registry.acquire({ url, options: {} })
    connection.retain()
    connection.holdOptions({ url, options: { history: 2 } }, true)
    connection.holdOptions({ url, options: { lingerMs: 5, history: 3 } }, true)
    expect([connection.option('lingerMs'), connection.option('history')]).toEqual([5, 2])
  })

  it('never brings an older value back', () => {
    const keeper = { url, options: {} }
    const connection = registry.acquire(keeper)
    connection.retain()
    connection.holdOptions(keeper)
    connection.holdOptions({ url, options: { lingerMs: 5 } })()
    const last = { url, options: { lingerMs: 6 } as object }
    connection.holdOptions(last)
    last.options = {}
    connection.optionsChanged(last)
    expect(connection.option('lingerMs')).toBeUndefined()
  })

  it('names all options in force together with those of the others', () => {
    const connection = registry.acquire({ url, options: {} })
    connection.holdOptions({ url, options: { lingerMs: 5, history: undefined } as object })
    connection.holdOptions({ url, options: { lingerMs: 6, closeTimeoutMs: 7 } })
    expect(connection.options).toEqual({ url, lingerMs: 5, closeTimeoutMs: 7, WebSocket: network.WebSocket })
  })
})

describe('a conflict of options', () => {
  let warn: ReturnType<typeof vi.spyOn>
  beforeEach(() => {
    warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  })
  const hold = (options: object, isPassive = false) => {
    const holder = { url, options }
    return registry.acquire(holder).holdOptions(holder, isPassive)
  }

  it('is not reported for a single holder', () => {
    hold({ lingerMs: 5, codec: json() })
    expect(warn).not.toHaveBeenCalled()
  })

  it('is reported once when a second holder names another value', () => {
    hold({ lingerMs: 5 })
    hold({ lingerMs: 6 })
    hold({ lingerMs: 6 })
    expect(warn.mock.calls).toEqual([[expect.stringContaining('lingerMs: 5 is in force, 6 is not')]])
  })

  it('is reported against the options of the caller that created the connection', () => {
    registry.connection(url, { lingerMs: 5 })
    hold({ lingerMs: 6 })
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('is not reported for equal values, for other options, or for a holder without demand', () => {
    hold({ lingerMs: 5, queue: { maxMessages: 7 } })
    hold({ lingerMs: 5, queue: { maxMessages: 7 } })
    hold({ closeTimeoutMs: 9 })
    hold({ lingerMs: 6 }, true)
    expect(warn).not.toHaveBeenCalled()
  })
})
