import { describe, expect, it } from 'vitest'
import { createElectorate, type Electorate, type Voter } from './support/electorate'

const actingOf = (electorate: Electorate) => electorate.working().filter(({ acting }) => acting !== null)
const leadersSeenBy = (voters: readonly Voter[]) => new Set(voters.map(({ leader }) => leader && `${leader.epoch} ${leader.leader}`))

async function threeTabs(): Promise<{ electorate: Electorate; first: Voter; second: Voter; third: Voter }> {
  const electorate = createElectorate()
  const first = electorate.open()
  await electorate.advance(100)
  const second = electorate.open()
  const third = electorate.open()
  await electorate.advance(100)
  return { electorate, first, second, third }
}

describe('election', () => {
  it('makes the first tab the leader and the others followers', async () => {
    const { electorate, first } = await threeTabs()
    expect(actingOf(electorate)).toEqual([first])
    expect(leadersSeenBy(electorate.voters)).toEqual(new Set(['1 tab-0']))
  })

  it('elects one leader when all tabs open at once', async () => {
    const electorate = createElectorate()
    for (let i = 0; i < 5; i++) electorate.open()
    await electorate.advance(100)
    expect(electorate.terms).toHaveLength(1)
    expect(leadersSeenBy(electorate.voters).size).toBe(1)
  })

  it('elects another tab within milliseconds when the leader is closed', async () => {
    const { electorate, first } = await threeTabs()
    electorate.browser.close(first.tab)
    await electorate.advance(100)
    expect(electorate.terms.map(({ epoch }) => epoch)).toEqual([1, 2])
    expect(leadersSeenBy(electorate.working()).size).toBe(1)
  })

  it('gives the place up when its page is frozen, and follows when it returns', async () => {
    const { electorate, first } = await threeTabs()
    first.tab.emit('frozen')
    expect(first.acting).toBeNull()
    electorate.browser.suspend(first.tab)
    await electorate.advance(100)
    expect(electorate.terms).toHaveLength(2)
    expect(electorate.browser.heldLocks().filter(({ tab }) => tab === first.tab.id)).toEqual([])
    electorate.browser.resume(first.tab)
    first.tab.emit('restored')
    await electorate.advance(100)
    expect(electorate.terms).toHaveLength(2)
    expect(leadersSeenBy(electorate.voters).size).toBe(1)
  })

  it('prefers a visible tab, even if a hidden one has waited longer', async () => {
    const electorate = createElectorate()
    const leader = electorate.open()
    await electorate.advance(100)
    electorate.open(false)
    await electorate.advance(100)
    const visible = electorate.open()
    await electorate.advance(100)
    electorate.browser.close(leader.tab)
    await electorate.advance(100)
    expect(actingOf(electorate)).toEqual([visible])
  })

  it('elects a hidden tab when no other is left', async () => {
    const electorate = createElectorate()
    const leader = electorate.open()
    const hidden = electorate.open(false)
    await electorate.advance(2000)
    electorate.browser.close(leader.tab)
    await electorate.advance(1200)
    expect(actingOf(electorate)).toEqual([hidden])
  })

  it('replaces a leader that holds its lock but is suspended, once', async () => {
    const { electorate, first } = await threeTabs()
    electorate.browser.suspend(first.tab)
    await electorate.advance(16_000)
    expect(electorate.terms).toHaveLength(2)
    await electorate.advance(600_000)
    expect(electorate.terms).toHaveLength(2)
  })

  it('stops a suspended leader as soon as it runs again', async () => {
    const { electorate, first } = await threeTabs()
    electorate.browser.suspend(first.tab)
    await electorate.advance(16_000)
    electorate.browser.resume(first.tab)
    await electorate.advance(20)
    expect(first.acting).toBeNull()
    expect(leadersSeenBy(electorate.voters).size).toBe(1)
    expect(electorate.terms).toHaveLength(2)
  })

  it('replaces a suspended leader that a new tab finds', async () => {
    const electorate = createElectorate()
    const leader = electorate.open()
    await electorate.advance(100)
    electorate.browser.suspend(leader.tab)
    const tab = electorate.open()
    await electorate.advance(3100)
    expect(actingOf(electorate)).toEqual([tab])
    expect(tab.acting).toBe(2)
  })

  it('keeps a leader whose line is quiet as long as the server answers probes', async () => {
    const { electorate } = await threeTabs()
    await electorate.advance(600_000)
    expect(electorate.terms).toHaveLength(1)
  })

  it('waits longer with each leader that it replaces while the server is silent', async () => {
    const { electorate } = await threeTabs()
    electorate.serverAnswers = false
    await electorate.advance(3_600_000)
    const gaps = electorate.terms.slice(1).map(({ at }, i) => at - electorate.terms[i]!.at)
    expect(gaps.map((gap) => Math.round(gap / 1000)).slice(0, 8)).toEqual([15, 20, 30, 50, 90, 170, 310, 310])
    expect(gaps.length).toBeLessThan(18)
  })

  it('moves the place from a tab that has been hidden for a minute to a visible one', async () => {
    const { electorate, first } = await threeTabs()
    first.tab.emit('hidden')
    await electorate.advance(59_000)
    expect(first.acting).toBe(1)
    await electorate.advance(2000)
    expect(first.acting).toBeNull()
    expect(actingOf(electorate)).toHaveLength(1)
    expect(electorate.terms).toHaveLength(2)
  })

  it('keeps a hidden leader while all tabs are hidden', async () => {
    const { electorate } = await threeTabs()
    for (const { tab } of electorate.voters) tab.emit('hidden')
    await electorate.advance(300_000)
    expect(electorate.terms).toHaveLength(1)
  })

  it('keeps its leader when it was suspended itself while it waited for a proof', async () => {
    const { electorate, first, second } = await threeTabs()
    electorate.serverAnswers = false
    await electorate.advance(11_000)
    expect(second.election.getState().deadlines.proof).toBeDefined()
    electorate.browser.losesMessages = true
    electorate.browser.suspend(second.tab)
    electorate.browser.suspend(electorate.voters[2]!.tab)
    electorate.serverAnswers = true
    await electorate.advance(30_000)
    electorate.browser.resume(second.tab)
    await electorate.advance(1000)
    expect(first.acting).toBe(1)
    expect(electorate.terms).toHaveLength(1)
  })

  it('lets a leader find out that it was replaced while it lost all messages', async () => {
    const { electorate, first } = await threeTabs()
    electorate.browser.losesMessages = true
    electorate.browser.suspend(first.tab)
    await electorate.advance(16_000)
    electorate.browser.resume(first.tab)
    await electorate.advance(100)
    expect(first.acting).toBeNull()
    expect(electorate.terms).toHaveLength(2)
  })

  it('is disturbed ever less by a tab that receives nothing', async () => {
    const { electorate, third } = await threeTabs()
    third.tab.isDeaf = true
    await electorate.advance(3_600_000)
    const byThird = electorate.terms.filter(({ tab }) => tab === third.tab.id)
    expect(byThird.length).toBeGreaterThan(0)
    expect(byThird.length).toBeLessThan(20)
  })

  it('has patience again with a leader that has proved itself', async () => {
    const { electorate } = await threeTabs()
    electorate.serverAnswers = false
    await electorate.advance(200_000)
    electorate.serverAnswers = true
    await electorate.advance(400_000)
    expect(electorate.voters.map(({ election }) => election.getState().takeovers)).toEqual([0, 0, 0])
  })

  it('stops and reports it when the browser refuses locks', async () => {
    const electorate = createElectorate()
    electorate.browser.refusesLocks = true
    const tab = electorate.open()
    await electorate.advance(100)
    expect(tab.election.getState().role).toBe('stopped')
    expect(tab.isUnavailable).toBe(true)
  })
})
