import { describe, expect, it } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import { isSubscribed, join, startFeed, startTabsOf, upTo, type FeedOptions, type Member } from './support/position-feed'

// Pages that come from a leader that ended hand their positions to the next one, as do pages that slept when no other page had the
// channel. They have not all read the same.

/** Pages that have read 3, 5 and 7 messages, and sleep. The worker has forgotten the channel. */
async function startUneven(feedOptions?: FeedOptions, recoveryOptions?: object, lingerMs = 0) {
  const feed = await startFeed(feedOptions)
  const tabs = startTabsOf(recoveryOptions, lingerMs)
  const members = [0, 1, 2].map(() => join(tabs.openPage(), feed.url))
  await waitFor(() => members.every(isSubscribed))
  for (const [index, count] of [3, 2, 2].entries()) {
    const last = feed.publish(count)
    await waitFor(() => members.slice(index).every(({ numbers }) => numbers.at(-1) === last))
    members[index]!.page.sleep()
  }
  await waitFor(() => feed.members.size === 0)
  feed.asked.length = 0
  const [low, middle, high] = members as [Member, Member, Member]
  return { feed, tabs, members, low, middle, high }
}

describe('pages that have read a channel to different positions', () => {
  it('each get what follows their own position, when the one that has read most comes first', async () => {
    const { feed, members, low, middle, high } = await startUneven()
    feed.publish(2)
    high.page.wake()
    await waitFor(() => high.numbers.length === 9)
    low.page.wake()
    middle.page.wake()
    await waitFor(() => members.every(({ numbers }) => numbers.length >= 9))
    feed.publish(1)
    await waitFor(() => members.every(({ numbers }) => numbers.at(-1) === 10))
    for (const { numbers, verdicts } of members) {
      expect(numbers).toEqual(upTo(10))
      expect(verdicts).not.toContain('gap')
    }
    expect(feed.asked).toEqual([7, 3])
  })

  it('each get what follows their own position, when the others come before the channel is subscribed', async () => {
    const { feed, members, low, middle, high } = await startUneven({ ackAfterMs: 30 })
    feed.publish(2)
    high.page.wake()
    await waitFor(() => feed.asked.length === 1)
    // The channel is not subscribed yet.
    low.page.wake()
    middle.page.wake()
    await waitFor(() => members.every(({ numbers }) => numbers.length >= 9))
    for (const { numbers, verdicts } of members) {
      expect(numbers).toEqual(upTo(9))
      expect(verdicts).not.toContain('gap')
    }
    expect(feed.asked).toEqual([7, 3])
  })

  it('miss nothing of a channel that goes on while it is subscribed again', async () => {
    const { feed, members, low, high } = await startUneven({ ackAfterMs: 20 })
    high.page.wake()
    await waitFor(() => isSubscribed(high))
    low.page.wake()
    let last = 0
    for (let i = 0; i < 20; i++) {
      last = feed.publish(1)
      await pause(3)
    }
    await waitFor(() => [low, high].every(({ numbers }) => numbers.at(-1) === last))
    for (const { numbers } of [low, high]) expect(numbers).toEqual(upTo(last))
    expect(members[1]!.numbers).toEqual(upTo(5))
  })

  it.each([0, 1000])('miss nothing when the one that came first leaves while it is subscribed, with a linger of %i ms', async (lingerMs) => {
    const { feed, tabs, low, high } = await startUneven({ ackAfterMs: 30 }, {}, lingerMs)
    // Its socket stays open, so that the subscription outlives the page.
    tabs.openPage().registry.connection(feed.url).retain()
    high.page.wake()
    await waitFor(() => feed.asked.length === 1)
    high.page.sleep()
    await pause(5)
    low.page.wake()
    await waitFor(() => isSubscribed(low))
    const last = feed.publish(1)
    await waitFor(() => low.numbers.at(-1) === last)
    expect(low.numbers).toEqual(upTo(last))
    expect(low.verdicts).not.toContain('gap')
  })

  it('know of a gap when the server has not kept what one of them misses', async () => {
    const { feed, low, high } = await startUneven({ kept: 6 })
    high.page.wake()
    await waitFor(() => isSubscribed(high))
    low.page.wake()
    await waitFor(() => low.verdicts.at(-1) === 'gap' && isSubscribed(low))
    const last = feed.publish(2)
    await waitFor(() => [low, high].every(({ numbers }) => numbers.at(-1) === last))
    expect(low.numbers).toEqual([1, 2, 3, 8, 9])
    expect(high.numbers).toEqual(upTo(9))
  })

  it('load the state where the channel has a `load`, and the server has not kept what one of them misses', async () => {
    let position = 0
    const load = () => Promise.resolve({ messages: [], position })
    const { feed, low, high } = await startUneven({ kept: 6 }, { load })
    position = 7
    high.page.wake()
    await waitFor(() => isSubscribed(high))
    low.page.wake()
    await waitFor(() => low.verdicts.at(-1) === 'gap' && isSubscribed(low) && isSubscribed(high))
    const last = feed.publish(2)
    await waitFor(() => [low, high].every(({ numbers }) => numbers.at(-1) === last))
    expect(low.numbers).toEqual([1, 2, 3, 8, 9])
    expect(high.numbers).toEqual(upTo(9))
  })

  it('does not wait for a page that leaves meanwhile', async () => {
    const { feed, low, high } = await startUneven({ ackAfterMs: 30 })
    high.page.wake()
    await waitFor(() => feed.asked.length === 1)
    low.page.wake()
    low.page.crash()
    await waitFor(() => isSubscribed(high))
    feed.publish(2)
    await waitFor(() => high.numbers.at(-1) === 9)
    expect(high.numbers).toEqual(upTo(9))
    expect(feed.asked).toEqual([7])
  })
})
