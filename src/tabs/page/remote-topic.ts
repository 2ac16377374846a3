import { MessageHistory } from '../../core/connection/history'
import { Topic } from '../../core/features/channel/topic'
import type { ChannelSnapshot } from '../../core/vocabulary/channel'
import type { MessageEventLike } from '../../core/vocabulary/wire'
import type { ReadUpTo } from '../protocol/messages'

/** A channel of a page, whose subscription is that of the worker. */
export class RemoteTopic extends Topic<unknown> {
  /** Not that of an earlier topic of the same key. */
  readonly subscription: number
  /** How far the page has read. Null: nothing yet. */
  readUpTo: ReadUpTo | null = null
  /** Messages are missing after the last one. */
  hasGap = false
  /** Messages that the worker has dropped because a newer one of the same key followed. */
  conflated = 0
  #shown: ChannelSnapshot | null = null
  #shownOf: ChannelSnapshot | null = null

  constructor(subscription: number, ...args: ConstructorParameters<typeof Topic>) {
    super(...args)
    this.subscription = subscription
  }

  override read(): ChannelSnapshot {
    const snapshot = super.read()
    if (this.#shownOf !== snapshot) {
      this.#shownOf = snapshot
      this.#shown = { ...snapshot, conflated: this.conflated }
    }
    return this.#shown!
  }

  /**
   * What the channel has delivered before the page joined it.
   *
   * @returns Whether it is shown. It is not, when the page has received messages already.
   */
  start(limit: number, messages: readonly { readonly message: unknown; readonly at: number }[], latest: unknown): boolean {
    if (this.latest.lastMessage) return false
    let last: MessageEventLike | null = null
    if (limit > 0) this.kept = new MessageHistory()
    for (const { message, at } of messages) {
      last = { type: 'message', data: message } as MessageEventLike
      this.kept?.add(message, last, at, limit)
    }
    this.latest = { ...this.latest, data: latest, lastMessage: last ?? ({ type: 'message', data: latest } as MessageEventLike) }
    this.published = this.latest
    return true
  }
}
