import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemLocks, type LockOutcome, type LockRequest, type Locks } from '../../../src/core/platform/locks'

type Run = (lock: Lock | null) => Promise<void> | void

interface Call {
  readonly options: LockOptions
  readonly reject: (error: Error) => void
  readonly run: Run
  ended: Promise<unknown>
}

/** A lock manager whose decisions the test makes. */
function install() {
  const calls: Call[] = []
  const manager = {
    request: (_name: string, options: LockOptions, run: Run) =>
      new Promise<unknown>((resolve, reject) => {
        const call: Call = {
          options,
          reject,
          ended: Promise.resolve(),
          run(lock) {
            call.ended = Promise.resolve(run(lock))
            void call.ended.then(resolve)
          },
        }
        calls.push(call)
        options.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))
      }),
    query: () => Promise.resolve({ held: [{ name: 'feed/1' }], pending: [{ name: 'feed/2' }] }),
  }
  vi.stubGlobal('navigator', { locks: manager })
  return { calls, manager, locks: systemLocks() as Locks }
}

const tick = () => new Promise((resolve) => setTimeout(resolve))
const REQUEST: LockRequest = { name: 'feed/1', mode: 'exclusive', ifAvailable: false }
const LOCK = {} as Lock

describe('locks of the browser', () => {
  afterEach(() => vi.unstubAllGlobals())

  const request = (locks: Locks, given: Partial<LockRequest> = {}) => {
    const outcomes: LockOutcome[] = []
    const release = locks.request({ ...REQUEST, ...given }, (outcome) => outcomes.push(outcome))
    return { outcomes, release }
  }

  it('are null where the browser has none', () => {
    vi.stubGlobal('navigator', {})
    expect(systemLocks()).toBeNull()
    vi.stubGlobal('navigator', undefined)
    expect(systemLocks()).toBeNull()
  })

  it('hold a lock until it is released', async () => {
    const { calls, locks } = install()
    const { outcomes, release } = request(locks)
    calls[0]!.run(LOCK)
    const ended = vi.fn()
    void calls[0]!.ended.then(ended)
    await tick()
    expect(outcomes).toEqual(['granted'])
    expect(ended).not.toHaveBeenCalled()
    release()
    await tick()
    expect(ended).toHaveBeenCalled()
    expect(outcomes).toEqual(['granted'])
  })

  it('withdraw a request that waits, and report nothing', async () => {
    const { calls, locks } = install()
    const { outcomes, release } = request(locks)
    release()
    await tick()
    expect(calls[0]!.options.signal?.aborted).toBe(true)
    expect(outcomes).toEqual([])
  })

  it('give a lock back at once that was granted after its request was withdrawn', async () => {
    const { calls, locks } = install()
    const { outcomes, release } = request(locks, { ifAvailable: true })
    release()
    calls[0]!.run(LOCK)
    await expect(calls[0]!.ended).resolves.toBeUndefined()
    expect(outcomes).toEqual([])
  })

  it('report that a lock is not available, without a signal in the request', async () => {
    const { calls, locks } = install()
    const { outcomes } = request(locks, { ifAvailable: true })
    expect(calls[0]!.options).toEqual({ mode: 'exclusive', ifAvailable: true })
    calls[0]!.run(null)
    await tick()
    expect(outcomes).toEqual(['refused'])
  })

  it('report that a lock was stolen', async () => {
    const { calls, locks } = install()
    const { outcomes } = request(locks)
    calls[0]!.run(LOCK)
    calls[0]!.reject(new DOMException('', 'AbortError'))
    await tick()
    expect(outcomes).toEqual(['granted', 'lost'])
  })

  it('report that the browser refuses locks', async () => {
    const { calls, locks } = install()
    const { outcomes } = request(locks)
    calls[0]!.reject(new DOMException('', 'SecurityError'))
    await tick()
    expect(outcomes).toEqual(['failed'])
  })

  it('list the names that are held or requested', async () => {
    const { locks, manager } = install()
    expect(await locks.names()).toEqual(['feed/1', 'feed/2'])
    manager.query = () => Promise.reject(new DOMException('', 'SecurityError'))
    expect(await locks.names()).toEqual([])
  })
})
