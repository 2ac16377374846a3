import { ABNORMAL_CLOSE } from '../../src/core/policy/close-code'
import { transition } from '../../src/core/policy/machine'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../../src/core/policy/machine-types'
import { settingsOf } from '../../tests/support/settings'
import { ours } from './policies'
import type { Policy } from './simulate'

const settings = settingsOf({})
const NOW = 0

/** Like `ours`, but runs the complete state machine for each client. Too slow for millions of clients. */
export function createMachinePolicy(): Policy {
  const states = new Map<number, MachineState>()

  const run = (client: number, random: number, events: ((generation: number) => MachineEvent)[]): MachineState => {
    let state = states.get(client) ?? INITIAL_STATE
    for (const event of events) state = transition(state, event(state.generation), { now: NOW, random, frames: 0, frameAt: 0, settings })
    states.set(client, state)
    return state
  }

  return {
    ...ours,
    delayMs(failures, random, client) {
      const isLoss = failures === 0
      if (isLoss) run(client, random, [() => ({ type: 'connect' }), resolved, opened, () => ({ type: 'deadline', name: 'stable' })])
      else run(client, random, [() => ({ type: 'deadline', name: 'retry' }), resolved])
      const { phase, deadlines } = run(client, random, [closed])
      return phase === 'waiting' ? deadlines.retry! - NOW : null
    },
  }
}

const resolved = (generation: number): MachineEvent => ({ type: 'resolved', generation, url: 'wss://host.test/', protocols: undefined })
const opened = (generation: number): MachineEvent => ({ type: 'socket-open', generation, protocol: '', extensions: '', hasHandshake: false })
const closed = (generation: number): MachineEvent => ({
  type: 'socket-close',
  generation,
  close: ABNORMAL_CLOSE,
  event: new Event('close'),
})
