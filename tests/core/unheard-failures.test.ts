import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { copyWith, ignoreFailure, readQuietly } from '../../src/core/connection/unheard-failures'
import type { ConnectionSnapshot } from '../../src/core/vocabulary/events'
import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import { createFakeHost } from '../support/fake-host'
import { createFakeNetwork } from '../support/fake-socket'
import { settled } from '../support/fake-connection'

const warn = vi.fn<(text: string) => void>()

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(warn))
afterEach(() => {
  warn.mockReset()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** A connection without listeners, which fails on request. */
function create() {
  const network = createFakeNetwork()
  const connection = createConnectionIn<unknown, unknown>(createFakeHost(), new LiveOptions({ url: 'wss://host.test/', options: { WebSocket: network.WebSocket } }, null, {}))
  connection.connect()
  const fail = async () => {
    network.latest.open()
    network.latest.closeWith(1008)
    await settled()
  }
  return { connection, fail }
}

const isPlain = (snapshot: object) => Object.getOwnPropertyDescriptor(snapshot, 'error')?.get === undefined

describe('a failure that listeners ignore on behalf of components without onError', () => {
  it.each([1, 2])('causes a warning when all of them do so: %i', async (count) => {
    const { connection, fail } = create()
    for (let i = 0; i < count; i++) connection.on('error', (error) => ignoreFailure(error))
    await fail()
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('causes no warning when another listener handles it', async () => {
    const { connection, fail } = create()
    connection.on('error', ignoreFailure)
    connection.on('error', () => {})
    connection.on('error', ignoreFailure)
    await fail()
    expect(warn).not.toHaveBeenCalled()
  })

  it('is ignored without an error where `process` does not exist', async () => {
    const { connection, fail } = create()
    const reported: unknown[] = []
    connection.on('error', (error) => {
      vi.stubGlobal('process', undefined)
      try {
        ignoreFailure(error)
      } catch (mistake) {
        reported.push(mistake)
      }
      vi.unstubAllGlobals()
    })
    await fail()
    expect(reported).toEqual([])
  })
})

describe('a quiet read of `error`', () => {
  it('returns the value and does not count', async () => {
    const { connection, fail } = create()
    expect(readQuietly(() => connection.getSnapshot().error)).toBeNull()
    await fail()
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('does not make later reads quiet', async () => {
    const { connection, fail } = create()
    readQuietly(() => readQuietly(() => connection.getSnapshot().error))
    expect(connection.getSnapshot().error).toBeNull()
    await fail()
    expect(warn).not.toHaveBeenCalled()
  })

  it('stays quiet after another one inside it', async () => {
    const { connection, fail } = create()
    readQuietly(() => {
      readQuietly(() => {})
      return connection.getSnapshot().error
    })
    await fail()
    expect(warn).toHaveBeenCalledTimes(1)
  })
})

describe('a snapshot', () => {
  it('has only plain fields in production', () => {
    vi.stubEnv('NODE_ENV', 'production')
    expect(isPlain(create().connection.getSnapshot())).toBe(true)
  })

  it('has only plain fields after its `error` was read', () => {
    const { connection } = create()
    expect(isPlain(connection.getSnapshot())).toBe(false)
    expect(connection.getSnapshot().error).toBeNull()
    connection.disconnect()
    expect(isPlain(connection.getSnapshot())).toBe(true)
  })
})

describe('a copy of a snapshot with changes', () => {
  const changes = { data: 'mine', more: 1 }
  const expected = (snapshot: ConnectionSnapshot) => ({ ...readQuietly(() => ({ ...snapshot })), ...changes })

  it('has all fields and the changes, and does not count as a read of `error`', async () => {
    const { connection, fail } = create()
    const snapshot = connection.getSnapshot()
    const copy = copyWith(snapshot, changes)
    expect(readQuietly(() => ({ ...copy }))).toEqual(expected(snapshot))
    await fail()
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('counts as read when its `error` is read', async () => {
    const { connection, fail } = create()
    expect(copyWith(connection.getSnapshot(), changes).error).toBeNull()
    await fail()
    expect(warn).not.toHaveBeenCalled()
  })

  it('is plain in production, where `process` does not exist, and when the snapshot is plain', () => {
    const { connection } = create()
    const snapshot = connection.getSnapshot()
    vi.stubEnv('NODE_ENV', 'production')
    const inProduction = copyWith(snapshot, changes)
    vi.unstubAllEnvs()
    vi.stubGlobal('process', undefined)
    const withoutProcess = copyWith(snapshot, changes)
    vi.unstubAllGlobals()
    for (const copy of [inProduction, withoutProcess]) {
      expect(isPlain(copy)).toBe(true)
      expect(copy).toEqual(expected(snapshot))
    }
    expect(copyWith({ error: 'plain' }, changes)).toEqual({ error: 'plain', ...changes })
    expect(copyWith({ phase: 'open' }, changes)).toEqual({ phase: 'open', ...changes })
  })
})
