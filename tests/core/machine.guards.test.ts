import { describe, expect, it } from 'vitest'
import { transition } from '../../src/core/policy/machine'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../../src/core/policy/machine-types'
import { createFakeConnection } from '../support/fake-connection'
import { settingsOf } from '../support/settings'

const generation = 1
const close = { code: 1006, reason: '', wasClean: false }
const SOCKET_OPEN: MachineEvent = { type: 'socket-open', generation, protocol: 'p', extensions: 'e', hasHandshake: false }
const SOCKET_CLOSE: MachineEvent = { type: 'socket-close', generation, close, event: new Event('close') }
const PING_SENT: MachineEvent = { type: 'ping-sent', generation, frames: 0 }
const READY: MachineEvent = { type: 'ready', generation, renewAfterMs: 1000 }

/** The state after an event, in a phase of the first attempt. */
const step = (phase: MachineState['phase'], event: MachineEvent, heartbeat: object | false = {}, more: Partial<MachineState> = {}) => {
  const state: MachineState = { ...INITIAL_STATE, phase, generation, connectRequested: true, ...more }
  const context = { now: 0, random: 0, frames: 0, frameAt: 0, settings: settingsOf({ heartbeat: heartbeat as never }) }
  return [state, transition(state, event, context)] as const
}

describe('an event that comes too late changes nothing', () => {
  it.each<[MachineState['phase'], string, MachineEvent]>([
    ['waiting', 'the socket has opened', SOCKET_OPEN],
    ['readying', 'the socket has opened again', SOCKET_OPEN],
    ['waiting', 'the socket has closed', SOCKET_CLOSE],
    ['suspended', 'the socket has closed', SOCKET_CLOSE],
    ['closed', 'the socket has closed', SOCKET_CLOSE],
    ['waiting', 'a ping was sent', PING_SENT],
    ['closing', 'a ping was sent', PING_SENT],
    ['waiting', 'the handshake is done', READY],
    ['closing', 'the handshake is done', READY],
    ['waiting', 'the credentials are to be renewed', { type: 'renew' }],
    ['closing', 'the credentials are to be renewed', { type: 'renew' }],
    ['closing', 'the page is visible', { type: 'signal', signal: 'visible' }],
    ['resolving', 'the options have changed', { type: 'options' }],
    ['open', 'a ping is due that was cancelled', { type: 'deadline', name: 'ping' }],
    ['open', 'a pong is due that was cancelled', { type: 'deadline', name: 'pong' }],
    ['open', 'the linger is over that was cancelled', { type: 'deadline', name: 'linger' }],
    ['waiting', 'a retry is due that was cancelled', { type: 'deadline', name: 'retry' }],
  ])('while %s: %s', (phase, _, event) => {
    const [before, after] = step(phase, event)
    expect(after).toEqual(before)
  })
})

describe('without a heartbeat', () => {
  it.each<[string, MachineEvent]>([
    ['a visible page causes no ping', { type: 'signal', signal: 'visible' }],
    ['a lost network causes no ping', { type: 'signal', signal: 'offline' }],
    ['a ping that was sent before starts no deadline', PING_SENT],
  ])('%s', (_, event) => {
    const [, { pings, deadlines }] = step('open', event, false)
    expect([pings, deadlines]).toEqual([0, {}])
  })
})

it('a closed connection stays closed when its last user releases it after disconnect()', () => {
  const fake = createFakeConnection()
  const release = fake.connection.retain()
  fake.socket.open()
  fake.connection.disconnect()
  fake.socket.answerClose()
  release()
  fake.advance(60_000)
  expect(fake.phase).toBe('closed')
})

it('reconnect() while the socket opens shows no close, because nothing was open', () => {
  const fake = createFakeConnection()
  fake.connection.connect()
  fake.connection.reconnect()
  expect(fake.connection.getSnapshot().lastClose).toBeNull()
})
