import { describe, expect, it } from 'vitest'
import { createActions, isWantedBy, type Holder, type Intent } from '../../src/core/binding/actions'
import { createFakeConnection } from '../support/fake-connection'

/** A component that is at once what its user said. */
function hold(enabled: boolean) {
  const { connection } = createFakeConnection()
  let intent: Intent | null = null
  const holder = (): Holder<never, never> => ({ connection: connection as never, enabled, intent })
  const { actions, reopen } = createActions(holder, (said) => (intent = said))
  return { connection, actions, reopen, isWanted: () => isWantedBy(holder()), intent: () => intent }
}

describe('a component that does not want its connection', () => {
  it('does not come to want it because it opens, which may still be told after the last render', () => {
    const { reopen, isWanted, intent } = hold(false)
    reopen()
    expect(isWanted()).toBe(false)
    expect(intent()).toBeNull()
  })

  it('does not come to want it by closing it', () => {
    const { actions, isWanted } = hold(false)
    actions.close()
    expect(isWanted()).toBe(false)
  })

  it.each(['open', 'reconnect'] as const)('wants it after %s()', (name) => {
    const { actions, isWanted } = hold(false)
    actions[name]()
    expect(isWanted()).toBe(true)
  })
})

describe('a component that wants its connection', () => {
  it('says nothing new by reconnecting', () => {
    const { actions, intent } = hold(true)
    actions.reconnect()
    expect(intent()).toBeNull()
  })

  it('wants only that one when it was closed, until it is opened again', () => {
    const { connection, actions, reopen, isWanted, intent } = hold(true)
    actions.close()
    expect(intent()).toEqual({ enabled: true, closed: connection })
    expect(isWanted()).toBe(true)
    expect(isWantedBy({ connection: {} as never, enabled: true, intent: intent() })).toBe(false)
    reopen()
    expect(isWantedBy({ connection: {} as never, enabled: true, intent: intent() })).toBe(true)
  })
})
