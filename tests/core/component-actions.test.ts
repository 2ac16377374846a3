import { describe, expect, it } from 'vitest'
import { createActions, isWantedBy, type ComponentState, type Intent } from '../../src/core/binding/component-actions'
import { createFakeConnection } from '../support/fake-connection'

/** A component that applies each new intent immediately. */
function hold(enabled: boolean) {
  const { connection } = createFakeConnection()
  let intent: Intent | null = null
  const holder = (): ComponentState<never, never> => ({ connection: connection as never, enabled, intent })
  const { actions, reopen } = createActions(holder, (next) => (intent = next))
  return { connection, actions, reopen, isWanted: () => isWantedBy(holder()), intent: () => intent }
}

describe('a component that does not want its connection', () => {
  it('does not want it after reopen(), which can run after the last render', () => {
    const { reopen, isWanted, intent } = hold(false)
    reopen()
    expect(isWanted()).toBe(false)
    expect(intent()).toBeNull()
  })

  it('does not want it after close()', () => {
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
  it('does not change its intent on reconnect()', () => {
    const { actions, intent } = hold(true)
    actions.reconnect()
    expect(intent()).toBeNull()
  })

  it('no longer wants this connection after close(), but wants another one, until it reopens', () => {
    const { connection, actions, reopen, isWanted, intent } = hold(true)
    actions.close()
    expect(intent()).toEqual({ enabled: true, closed: connection })
    expect(isWanted()).toBe(true)
    expect(isWantedBy({ connection: {} as never, enabled: true, intent: intent() })).toBe(false)
    reopen()
    expect(isWantedBy({ connection: {} as never, enabled: true, intent: intent() })).toBe(true)
  })
})

it('a component without a connection may call everything: nothing is sent, and the intent stays', () => {
  const intents: Intent[] = []
  const { actions } = createActions(() => ({ connection: null, enabled: true, intent: null }), (intent) => void intents.push(intent))
  expect(actions.send('a' as never)).toBe('dropped')
  for (const call of [actions.open, actions.reconnect, actions.close, () => actions.close(1000)]) expect(call).not.toThrow()
  expect(intents).toEqual([
    { enabled: true, closed: null },
    { enabled: true, closed: null },
  ])
})
