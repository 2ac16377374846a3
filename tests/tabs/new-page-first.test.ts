import { describe, expect, it } from 'vitest'
import { waitFor } from '../support/wait-for'
import { isSubscribed, join, startFeed, startTabsOf, upTo, type FeedOptions } from './support/position-feed'

// When the leader is loaded again, it may lead again before the other pages notice. It has no position then, and they have.

/** A page that has read 3 messages and sleeps, and a new one, which has the channel now. The new one has read `news` messages. */
async function startWithNewPage(news: number, feedOptions?: FeedOptions, recoveryOptions?: object) {
  const feed = await startFeed(feedOptions)
  const tabs = startTabsOf(recoveryOptions)
  const old = join(tabs.openPage(), feed.url)
  await waitFor(() => isSubscribed(old))
  feed.publish(3)
  await waitFor(() => old.numbers.length === 3)
  old.page.sleep()
  await waitFor(() => feed.members.size === 0)
  const young = join(tabs.openPage(), feed.url)
  await waitFor(() => isSubscribed(young) && young.verdicts.length === 1)
  feed.publish(news)
  await waitFor(() => young.numbers.length === news)
  feed.asked.length = 0
  return { feed, tabs, old, young }
}

describe('a page that returns to a channel that a new page has subscribed', () => {
  it.each([0, 1, 4])('misses nothing when the new page has read %i messages', async (news) => {
    const { feed, old, young } = await startWithNewPage(news)
    old.page.wake()
    await waitFor(() => isSubscribed(old) && isSubscribed(young) && old.numbers.length === 3 + news)
    const last = feed.publish(2)
    await waitFor(() => [old, young].every(({ numbers }) => numbers.at(-1) === last))
    expect(old.numbers).toEqual(upTo(last))
    expect(old.verdicts).toEqual(['fresh', 'resumed'])
    expect(young.numbers).toEqual(upTo(last, 4))
    expect(young.verdicts).not.toContain('gap')
    expect(feed.asked).toEqual([3])
  })

  it('misses nothing when it returns before the channel is subscribed', async () => {
    const { feed, tabs, old, young } = await startWithNewPage(2, { ackAfterMs: 30 })
    young.page.sleep()
    await waitFor(() => feed.members.size === 0)
    const third = join(tabs.openPage(), feed.url)
    await waitFor(() => feed.asked.length === 1)
    old.page.wake()
    young.page.wake()
    const all = [old, young, third]
    await waitFor(() => all.every(isSubscribed))
    const last = feed.publish(2)
    await waitFor(() => all.every(({ numbers }) => numbers.at(-1) === last))
    expect(old.numbers).toEqual(upTo(last))
    expect(young.numbers).toEqual(upTo(last, 4))
    for (const { verdicts } of all) expect(verdicts).not.toContain('gap')
  })

  it('continues where the channel has a `load`, too, and nothing is loaded again', async () => {
    let loads = 0
    const load = () => Promise.resolve({ messages: [], position: 3 * loads++ })
    const { feed, old, young } = await startWithNewPage(2, {}, { load })
    old.page.wake()
    await waitFor(() => old.numbers.length === 5)
    const last = feed.publish(2)
    await waitFor(() => [old, young].every(({ numbers }) => numbers.at(-1) === last))
    expect(old.numbers).toEqual(upTo(last))
    expect(young.numbers).toEqual(upTo(last, 4))
    expect(loads).toBe(2)
  })

  it('knows of a gap when the server has not kept what it misses', async () => {
    const { feed, old, young } = await startWithNewPage(2, { kept: 5 })
    old.page.wake()
    await waitFor(() => old.verdicts.at(-1) === 'gap' && isSubscribed(old))
    const last = feed.publish(2)
    await waitFor(() => [old, young].every(({ numbers }) => numbers.at(-1) === last))
    expect(old.numbers).toEqual([1, 2, 3, 6, 7])
    expect(young.numbers).toEqual(upTo(last, 4))
  })
})
