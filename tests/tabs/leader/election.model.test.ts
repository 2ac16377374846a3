import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { LifecycleSignal } from '../../../src/core/vocabulary/options'
import { holdsAsync, PROPERTY_TIMEOUT_MS } from '../../support/property'
import { createElectorate, type Electorate, type Voter } from './support/electorate'

const SETTINGS = { quietMs: 10_000, proofTimeoutMs: 5000, claimTimeoutMs: 3000, maxPatienceMs: 20_000, handoverAfterMs: 60_000 }
/** The longest time until a visible tab has a leader: silence, then the longest patience with two leaders in a row. */
const BOUND_MS = 2 * (SETTINGS.quietMs + SETTINGS.maxPatienceMs) + 5000
const STEP_MS = 500
/** A run of these takes longer than one of most properties. */
const TIMEOUT_MS = 4 * PROPERTY_TIMEOUT_MS
const MAX_TABS = 6

/** `freeze` emits its signal; `suspend` emits none. */
const ACTIONS = ['open', 'open-hidden', 'close', 'freeze', 'thaw', 'suspend', 'resume', 'hide', 'show', 'silence', 'answer', 'close-leader', 'suspend-leader'] as const
type Action = (typeof ACTIONS)[number]

const steps = fc.array(
  fc.record({
    action: fc.constantFrom(...ACTIONS),
    tab: fc.nat(MAX_TABS - 1),
    afterMs: fc.oneof(fc.nat(6), fc.nat(600), fc.nat(5000), fc.nat(40_000)),
  }),
  { maxLength: 40, size: 'max' },
)

function apply(electorate: Electorate, action: Action, index: number): void {
  const { browser, voters } = electorate
  const open = voters.filter(({ tab }) => !tab.isClosed)
  const voter = action.endsWith('leader') ? open.find(({ acting }) => acting !== null) : open[index % Math.max(1, open.length)]
  const signal = (name: LifecycleSignal) => voter && !voter.tab.isSuspended && voter.tab.emit(name)
  switch (action) {
    case 'open':
    case 'open-hidden':
      if (open.length < MAX_TABS) electorate.open(action === 'open')
      return
    case 'silence':
    case 'answer':
      electorate.serverAnswers = action === 'answer'
      return
    case 'hide':
      return void signal('hidden')
    case 'show':
      // The browser resumes a page before it shows it.
      if (voter?.tab.isSuspended) resume(electorate, voter)
      return void signal('visible')
    case 'close':
    case 'close-leader':
      if (voter) browser.close(voter.tab)
      return
    case 'freeze':
      signal('frozen')
      if (!voter) return
      voter.last = null
      return browser.suspend(voter.tab)
    case 'suspend':
    case 'suspend-leader':
      if (!voter) return
      return browser.suspend(voter.tab)
    case 'thaw':
    case 'resume':
      if (voter?.tab.isSuspended) resume(electorate, voter)
  }
}

function resume({ browser }: Electorate, { tab, election }: Voter): void {
  browser.resume(tab)
  if (election.getState().role === 'away') tab.emit('resumed')
}

/** A leader that runs, and that all other running tabs know. */
function isSettled(electorate: Electorate): boolean {
  const working = electorate.working()
  const acting = working.filter(({ acting }) => acting !== null)
  const seen = new Set(working.map(({ leader }) => leader && `${leader.epoch}/${leader.leader}`))
  return acting.length === 1 && seen.size === 1 && seen.has(`${acting[0]!.acting}/${acting[0]!.tab.id}`)
}

const describeTabs = (electorate: Electorate) =>
  JSON.stringify(
    electorate.voters.map(({ tab, acting, leader, election }) => ({
      ...{ id: tab.id, closed: tab.isClosed, suspended: tab.isSuspended, visible: tab.isVisible, acting, leader },
      state: election.getState(),
    })),
  )

const environments = fc.record({
  seed: fc.nat(),
  /** Timers of hidden tabs run once a minute. */
  throttlesHidden: fc.boolean(),
  /** What is sent to a suspended tab may be lost. */
  losesMessages: fc.boolean(),
  /** Longest delay between tabs. */
  delayMs: fc.constantFrom(4, 60, 500),
})
type Environment = typeof environments extends fc.Arbitrary<infer T> ? T : never

const run = async ({ seed, delayMs, ...rest }: Environment, actions: readonly { action: Action; tab: number; afterMs: number }[]) => {
  const electorate = createElectorate(seed, SETTINGS, delayMs)
  Object.assign(electorate.browser, rest)
  electorate.open()
  for (const { action, tab, afterMs } of actions) {
    await electorate.advance(afterMs)
    apply(electorate, action, tab)
    electorate.check()
  }
  return electorate
}

describe('election with random tabs', () => {
  // Each step checks that no two tabs act in one epoch, and that the epochs that a tab follows never go back.
  it(
    'has one leader within bounded time while a visible tab runs',
    () =>
      holdsAsync(
        fc.asyncProperty(environments, steps, async (environment, actions) => {
          const electorate = await run(environment, actions)
          electorate.serverAnswers = true
          // A hidden leader may offer its place later, so what counts is that they agreed once. The next property watches what follows.
          for (let ms = 0; ms < BOUND_MS && !isSettled(electorate); ms += STEP_MS) await electorate.advance(STEP_MS)
          const hasVisible = electorate.working().some(({ tab }) => tab.isVisible)
          if (hasVisible && !isSettled(electorate)) throw new Error(`No common leader: ${describeTabs(electorate)}`)
        }),
        20_000,
      ),
    TIMEOUT_MS,
  )

  it(
    'keeps the leader when nothing happens any more',
    () =>
      holdsAsync(
        fc.asyncProperty(environments, steps, async (environment, actions) => {
          const electorate = await run(environment, actions)
          electorate.serverAnswers = true
          // Long enough for the offer of a leader that is hidden.
          await electorate.advance(BOUND_MS + 180_000)
          const { length } = electorate.terms
          await electorate.advance(600_000)
          if (electorate.terms.length > length) throw new Error(`Another leader: ${JSON.stringify(electorate.terms.slice(length - 1))}`)
        }),
        20_000,
      ),
    TIMEOUT_MS,
  )

  it(
    'never replaces a leader that runs while the server answers and no message is lost',
    () =>
      holdsAsync(
        fc.asyncProperty(environments, steps, async (environment, actions) => {
          const electorate = await run({ ...environment, losesMessages: false }, actions.filter(({ action }) => action !== 'silence'))
          await electorate.advance(BOUND_MS)
          const { replacedWhileRunning: replaced } = electorate
          if (replaced.length > 0) throw new Error(replaced.join('\n'))
        }),
        20_000,
      ),
    TIMEOUT_MS,
  )
})
