import { createElection, type Election, type Leadership } from '../../../../src/tabs/leader/runner'
import type { ElectionSettings } from '../../../../src/tabs/leader/election-types'
import { seededRandom } from '../../../support/property'
import { createFakeBrowser, type FakeBrowser, type FakeTab } from './fake-browser'

export interface Voter {
  readonly tab: FakeTab
  readonly election: Election
  /** The epoch in which this tab acts as the leader. */
  acting: number | null
  leader: Leadership | null
  actingSince: number
  isUnavailable: boolean
  /** The last leader since the tab joined. */
  last: Leadership | null
}

export interface Electorate {
  readonly browser: FakeBrowser
  readonly voters: readonly Voter[]
  /** Every start of a leader, in order. */
  readonly terms: readonly { readonly epoch: number; readonly tab: string; readonly at: number }[]
  /** Leaders that were replaced although they ran, and were neither new nor just resumed: tabs that join together may race. */
  readonly replacedWhileRunning: readonly string[]
  /** Whether the server answers. */
  serverAnswers: boolean
  open(isVisible?: boolean): Voter
  advance(ms: number): Promise<void>
  /** Throws if two tabs acted in one epoch at the same time, or a tab followed epochs out of order. */
  check(): void
  working(): Voter[]
}

const NAME = 'feed'

/** Tabs of one browser that elect a leader. The server answers each probe within 20 ms. */
export function createElectorate(seed = 1, settings: Partial<ElectionSettings> = {}, delayMs = 4): Electorate {
  const browser = createFakeBrowser()
  const random = seededRandom(seed)
  const voters: Voter[] = []
  const violations: string[] = []
  const replacedWhileRunning: string[] = []
  const terms: { epoch: number; tab: string; at: number }[] = []
  browser.delayMs = () => 1 + Math.floor(random() * delayMs)

  const electorate: Electorate = {
    browser,
    voters,
    terms,
    replacedWhileRunning,
    serverAnswers: true,
    open(isVisible = true) {
      const id = `tab-${voters.length}`
      const tab = browser.openTab(id, random)
      tab.isVisible = isVisible
      const election = createElection({
        name: NAME,
        id,
        platform: tab.platform,
        settings,
        host: {
          lead(epoch) {
            voter.acting = epoch
            const now = browser.scheduler.now()
            terms.push({ epoch, tab: id, at: now })
            for (const { tab: other, acting, actingSince } of voters) {
              const isStopped = other === tab || other.isClosed || other.isSuspended || acting === null
              // When all tabs have ended that knew the last epoch, numbers start again. A tab that was suspended meanwhile reads the old ones first and brings them back, so the leader is replaced once.
              const isStale = voters.some((each) => now - each.tab.resumedAt < 60_000) && terms.some(({ epoch, at }) => at < actingSince && epoch >= acting!)
              if (!isStopped && !isStale && now - other.resumedAt > 60_000 && now - actingSince > 2000) replacedWhileRunning.push(`${other.id} by ${id} at ${now}`)
            }
            voter.actingSince = now
            if (voters.some((other) => other !== voter && !other.tab.isClosed && other.acting === epoch)) {
              violations.push(`Two tabs act in epoch ${epoch}`)
            }
          },
          resign: () => (voter.acting = null),
          onLeader(leadership) {
            voter.leader = leadership
            if (!leadership) return
            violations.push(...orderViolations(voter, leadership, electorate))
            if (!terms.some(({ epoch, tab: leader }) => epoch === leadership.epoch && leader === leadership.leader)) {
              violations.push(`${id} follows ${leadership.leader}, which has not led epoch ${leadership.epoch}`)
            }
          },
          accept: () => {},
          probe: (done) => {
            browser.scheduler.at(20, () => electorate.serverAnswers && tab.task(() => done('frame')))
          },
          frameAt: () => 0,
          onUnavailable: () => (voter.isUnavailable = true),
        },
      })
      const voter: Voter = { tab, election, acting: null, leader: null, last: null, actingSince: 0, isUnavailable: false }
      voters.push(voter)
      election.start()
      return voter
    },
    async advance(ms) {
      await browser.scheduler.advance(ms)
      electorate.check()
    },
    check() {
      if (violations.length) throw new Error(violations.join('\n'))
    },
    working: () => voters.filter(({ tab, election }) => !tab.isClosed && !tab.isSuspended && election.getState().role !== 'away'),
  }
  return electorate
}

/**
 * While a tab stays in the election, epochs never go back. A second leader of one epoch is possible only after the first has stopped
 * and everybody else who knew of it has left or is suspended.
 */
function orderViolations(voter: Voter, leadership: Leadership, { voters, terms }: Electorate): string[] {
  const { last } = voter
  voter.last = leadership
  if (!last || leadership.epoch > last.epoch) return []
  if (leadership.epoch < last.epoch) return [`${voter.tab.id} went from epoch ${last.epoch} back to ${leadership.epoch}`]
  const former = voters.find(({ tab }) => tab.id === last.leader)
  const isSame = ({ epoch, tab }: Electorate['terms'][number]) => epoch === leadership.epoch && tab === leadership.leader
  // It may lead again, when numbers start again: what is read now is older.
  const isOver = former?.acting !== last.epoch || former.tab.isClosed || terms.some((term) => isSame(term) && term.at < former.actingSince)
  const isHarmless = leadership.leader === last.leader || isOver
  return isHarmless ? [] : [`Epoch ${last.epoch} had two leaders: ${last.leader} and ${leadership.leader}`]
}
