import { describe, expect, it } from 'vitest'
import { transition } from '../../../src/tabs/leader/election'
import { ELECTION_SETTINGS, INITIAL_ELECTION, type ElectionEvent, type ElectionMessage, type ElectionState } from '../../../src/tabs/leader/election-types'

const CONTEXT = { id: 'me', now: 1000, random: 0.5, frameAt: 0, settings: ELECTION_SETTINGS }
const after = (state: Partial<ElectionState>, event: ElectionEvent) => transition({ ...INITIAL_ELECTION, isVisible: true, ...state }, event, CONTEXT)
const receive = (state: Partial<ElectionState>, message: ElectionMessage) => after(state, { type: 'message', message })

const LEADING = { role: 'leading', epoch: 5, leader: 'me' } as const
const FOLLOWING = { role: 'following', epoch: 5, leader: 'other', deadlines: { quiet: 9000 } } as const

describe('transition of the election', () => {
  it.each(['hello', 'probe', 'offer'] as const)('answers %s of a tab in an older epoch with a claim', (type) => {
    expect(receive(LEADING, { type, from: 'other', epoch: 4 }).outgoing).toEqual([{ type: 'claim', from: 'me', epoch: 5, takeovers: 0 }])
  })

  it('answers a claim of an older epoch with its own', () => {
    const next = receive(LEADING, { type: 'claim', from: 'other', epoch: 4, takeovers: 3 })
    expect(next).toMatchObject({ role: 'leading', takeovers: 0, outgoing: [{ type: 'claim', epoch: 5 }] })
  })

  it.each(['claim', 'proof'] as const)('stops leading at the %s of a later epoch', (type) => {
    const message = { type, from: 'other', epoch: 6, takeovers: 0, of: 'frame' } as ElectionMessage
    expect(receive(LEADING, message)).toMatchObject({ role: 'following', epoch: 6, leader: 'other' })
  })

  it('ignores a claim, a proof and an offer of an older epoch', () => {
    for (const type of ['claim', 'proof', 'offer'] as const) {
      const message = { type, from: 'old', epoch: 4, takeovers: 0, of: 'frame' } as ElectionMessage
      expect(receive(FOLLOWING, message)).toEqual({ ...INITIAL_ELECTION, isVisible: true, ...FOLLOWING })
    }
  })

  it.each(['visible', 'resumed', 'restored'] as const)('looks for a later epoch when a leader becomes %s', (signal) => {
    expect(after(LEADING, { type: 'signal', signal }).lookups).toBe(1)
  })

  it('ignores the result of an earlier look-up', () => {
    expect(after({ ...LEADING, lookups: 2 }, { type: 'found', lookup: 1, highest: 9 })).toMatchObject({ role: 'leading', epoch: 5 })
  })

  it('ignores a claim of its own epoch while it leads', () => {
    expect(receive(LEADING, { type: 'claim', from: 'other', epoch: 5, takeovers: 1 })).toMatchObject({ role: 'leading', leader: 'me', takeovers: 0 })
  })

  it('ignores a lock that was granted after the tab gave up', () => {
    for (const role of ['following', 'candidate', 'away', 'stopped', 'leading'] as const) {
      expect(after({ role, epoch: 5 }, { type: 'granted', epoch: 6 })).toMatchObject({ role, epoch: 5 })
    }
  })

  it('keeps its claim to the lock when the epoch ends meanwhile', () => {
    const next = after({ role: 'claiming', epoch: 5, leader: 'other' }, { type: 'over', epoch: 5 })
    expect(next).toMatchObject({ role: 'claiming', isOver: true })
    // The leader was gone, so it was not replaced.
    expect(after(next, { type: 'granted', epoch: 6 })).toMatchObject({ role: 'verifying', epoch: 6, takeovers: 0 })
  })

  it('does not return to a leader that is gone, even if its last messages arrive later', () => {
    for (const type of ['claim', 'proof'] as const) {
      const message = { type, from: 'other', epoch: 5, takeovers: 0, of: 'frame' } as ElectionMessage
      const state = { role: 'candidate', epoch: 5, leader: null, isOver: true, deadlines: { claim: 1500 } } as const
      expect(receive(state, message)).toMatchObject({ role: 'candidate', leader: null, isOver: true })
    }
  })

  it('returns to a leader that it suspected when a proof arrives', () => {
    const state = { role: 'claiming', epoch: 5, leader: 'other' } as const
    expect(receive(state, { type: 'proof', from: 'other', epoch: 5, of: 'idle' })).toMatchObject({ role: 'following', leader: 'other' })
  })

  it('finds out within seconds of becoming visible whether its leader works', () => {
    const next = after({ ...FOLLOWING, isVisible: false }, { type: 'signal', signal: 'visible' })
    expect(next.deadlines.quiet).toBe(1000 + ELECTION_SETTINGS.claimTimeoutMs)
  })

  it('does nothing while it is stopped or away, except for the return of its page', () => {
    for (const role of ['stopped', 'away'] as const) {
      const claim = { type: 'claim', from: 'other', epoch: 9, takeovers: 0 } as const
      expect(receive({ role }, claim)).toMatchObject({ role, epoch: 0, outgoing: [] })
      expect(after({ role }, { type: 'signal', signal: 'hidden' })).toMatchObject({ role })
    }
    expect(after({ role: 'away' }, { type: 'signal', signal: 'restored' })).toMatchObject({ role: 'joining', lookups: 1 })
    expect(after({ role: 'stopped' }, { type: 'signal', signal: 'restored' })).toMatchObject({ role: 'stopped', lookups: 0 })
  })
})
