import type { Location, OutgoingNews } from '../protocol/messages'
import type { LendingPage } from './lending'

/** One page's demand for one connection. */
export interface Lease {
  /** Number of the last request of the page that was handled. */
  epoch: number
  readonly page: LendingPage
  /** Where the page connects to. Null where a function of it decides. */
  readonly location: Location | null
  /** The message of the connection that was posted last, for channels that deliver the same one. */
  readonly last: { readonly message: unknown } | null
  /** The page does not read: messages and states are not posted. */
  readonly isPaused: boolean
  /** Throws when the message cannot be cloned, unless the server has sent it: that is reported to the page. */
  post(news: OutgoingNews): void
}
