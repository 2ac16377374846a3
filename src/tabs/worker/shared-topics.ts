import { existing } from '../../core/features/attached'
import { channel } from '../../core/features/channel/channel'
import type { ChannelHub } from '../../core/features/channel/hub'
import { PREPARING, SENT } from '../../core/features/channel/topic'
import type { ChannelSnapshot } from '../../core/vocabulary/channel'
import type { Connection } from '../../core/vocabulary/connection'
import type { MessageEventLike, Unsubscribe } from '../../core/vocabulary/wire'
import { toSent } from '../protocol/errors'
import { NOWHERE, type ReadUpTo } from '../protocol/messages'
import { uniqueId } from '../protocol/unique-id'
import { createFollower, type Follower } from './follower'
import type { FrameQueue } from './frame-queue'
import type { Lease } from './lease'
import { createRewind, isBehind, type Behind, type Rewind } from './rewind'
import type { SharedTopic } from './shared-topic'
import { createTopicLog } from './topic-log'

/** A page that subscribes. `after`: what it has read, null if nothing. */
export type Joining = Omit<Behind, 'after'> & { readonly after: ReadUpTo | null }

interface Entry {
  readonly topic: SharedTopic
  readonly followers: Map<Lease, Follower>
  readonly rewind: Rewind
  /** What the followers know of its status. */
  shown: ChannelSnapshot | null
  release(): void
}

/** The channels of one connection: for each, the union of what the pages want. */
export interface SharedTopics {
  subscribe(key: string, joining: Joining): void
  unsubscribe(lease: Lease, key: string): void
  resubscribe(key: string): void
  /** The page reads again. */
  unpause(lease: Lease): void
  /** The page left. */
  drop(lease: Lease): void
}

/** @param frames Decides when a message is delivered. */
export function createSharedTopics(connection: Connection<unknown, unknown>, frames: FrameQueue): SharedTopics {
  const entries = new Map<string, Entry>()
  const hub = () => existing(connection, 'channels') as ChannelHub<unknown> | undefined
  const coreOf = (key: string) => hub()?.find(key)

  function create(key: string, joining: Joining): Entry {
    const { page, subscription, position, after } = joining
    // Also one that ends as soon as it is subscribed.
    const lingering = hub()?.topics.get(key)
    const isOnItsWay = lingering?.step === PREPARING || lingering?.step === SENT
    const shared = channel(connection, key, { position })
    const log = createTopicLog(isOnItsWay ? lingering.position : position)
    const topic: SharedTopic = {
      ...{ key, connection, log },
      name: uniqueId(),
      core: () => coreOf(key),
      rules: () => connection.option('channels') ?? {} as never,
    }
    const followers = new Map<Lease, Follower>()
    const stops: Unsubscribe[] = []
    const entry: Entry = { topic, followers, rewind: createRewind(topic), shown: null, release: () => stops.forEach((stop) => stop()) }
    entries.set(key, entry)
    const follower = isOnItsWay ? null : add(entry, page, subscription)
    // A subscription that outlived its last page has a state that a page without a place does not have.
    const isLate = lingering && !after && position === undefined
    // Before anything is sent: the server may answer at once.
    follower?.join(position, after, !isLate)
    stops.push(
      shared.onRecovery((verdict) => {
        frames.flush()
        if (verdict === 'resumed') log.undoBreak()
        else log.break(verdict)
        for (const each of followers.values()) each.judge(verdict)
      }),
      shared.onMessage((message, event) => receive(entry, message, event)),
      shared.subscribe(() => show(entry)),
    )
    follower?.show()
    // It was subscribed from another position.
    if (isOnItsWay) admit(entry, joining)
    else if (lingering && !isLate) rejoin(key, position)
    return entry
  }

  /** The subscription outlived its last page. What arrived since then was for nobody, so the server continues where the page was. */
  function rejoin(key: string, position: unknown): void {
    Object.assign(coreOf(key)!, { position, isRewound: true })
    channel(connection, key).resubscribe()
  }

  /** Called with each message, too. */
  function show(entry: Entry): void {
    const { topic: { key, log }, followers, shown } = entry
    const { latest, position } = coreOf(key) ?? {}
    if (!latest || (latest.status === shown?.status && latest.error === shown.error && latest.recovery === shown.recovery)) return
    frames.flush()
    entry.shown = latest
    // Of a state that was loaded.
    if (latest.status === 'subscribed') log.setPosition(position)
    for (const each of followers.values()) each.show()
    if (latest.status === 'subscribed') startOver(entry)
    else entry.rewind.show(latest)
  }

  /** Subscribes the channel again for a page that has read less than the others. They read on by position. */
  function startOver({ topic, followers, rewind, release }: Entry): void {
    const { key } = topic
    const [first, ...others] = rewind.takeAll()
    if (!first) return
    if (!isBehind(topic, first.position)) return [first, ...others].forEach((each) => join(entries.get(key)!, each))
    const places = [...followers].map(([page, each]) => ({ page, subscription: each.subscription, place: each.place() }))
    for (const each of followers.values()) each.end()
    // It is subscribed again from there.
    const entry = create(key, first)
    release()
    for (const { page, subscription, place } of places) {
      const position = place?.position
      add(entry, page, subscription).join(position, position === undefined ? null : NOWHERE, false)
    }
    for (const each of others) join(entry, each)
  }

  function add({ topic, followers }: Entry, page: Lease, subscription: number): Follower {
    followers.get(page)?.end()
    const follower = createFollower(page, subscription, topic)
    followers.set(page, follower)
    return follower
  }

  function remove({ followers }: Entry, page: Lease): void {
    followers.get(page)?.end()
    followers.delete(page)
  }

  function join(entry: Entry, { page, subscription, position, after }: Joining): void {
    add(entry, page, subscription).join(position, after, false)
  }

  /** A page that comes to a channel that others have subscribed. */
  function admit(entry: Entry, joining: Joining): void {
    const { topic: { key }, rewind } = entry
    const { page, subscription, position, after } = joining
    if (!after || !rewind.add({ page, subscription, position, after })) return join(entry, joining)
    remove(entry, page)
    const { latest } = coreOf(key)!
    if (latest.status === 'subscribed') startOver(entry)
    else rewind.show(latest)
  }

  function receive({ topic: { key, log }, followers }: Entry, message: unknown, event: MessageEventLike): void {
    const { latest, position } = coreOf(key) ?? {}
    // That of a state is known when all of it was delivered.
    const known = latest?.status === 'loading' ? undefined : (position ?? null)
    frames.deliver(key, message, event, (conflated) => {
      const logged = log.add(message, event.data, known, conflated)
      for (const each of followers.values()) each.deliver(logged)
    })
  }

  function unsubscribe(page: Lease, key: string): void {
    const entry = entries.get(key)
    if (!entry) return
    frames.flush()
    entry.rewind.delete(page)
    remove(entry, page)
    if (entry.followers.size + entry.rewind.size > 0) return
    entries.delete(key)
    entry.release()
  }

  return {
    subscribe(key, joining) {
      frames.flush()
      const known = entries.get(key)
      if (known) return admit(known, joining)
      try {
        create(key, joining)
      } catch (error) {
        const { page, subscription } = joining
        entries.get(key)?.release()
        entries.delete(key)
        page.post({ type: 'topic', subscription, status: 'error', error: toSent(error), verdict: null, read: null })
      }
    },
    unsubscribe,
    resubscribe(key) {
      if (entries.has(key)) channel(connection, key).resubscribe()
    },
    unpause(page) {
      for (const { followers } of entries.values()) followers.get(page)?.unpause()
    },
    drop: (page) => [...entries.keys()].forEach((key) => unsubscribe(page, key)),
  }
}
