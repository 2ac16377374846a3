import type { ElectionMessage } from '../../../../../src/tabs/leader/election-types'
import { VERSION } from '../../../../../src/tabs/protocol/messages'

export interface ElectionEntry {
  /** Since the page was loaded, in ms. */
  readonly atMs: number
  readonly message: Pick<ElectionMessage, 'from' | 'epoch'> & { readonly type: string; readonly takeovers?: number }
}

/**
 * Records what all tabs send on the channel of an election. Messages of this page count from the moment when it sends them: they come
 * back to it with any delay. Call it before the page joins the election.
 */
export function recordElection(name: string): readonly ElectionEntry[] {
  const entries: ElectionEntry[] = []
  const own = new Set<string>()
  const record = (message: ElectionEntry['message']) => void entries.push({ atMs: Math.round(performance.now()), message })
  const channel = new BroadcastChannel(`websocket-store/${VERSION}/${name}`)
  channel.onmessage = ({ data }: MessageEvent<ElectionEntry['message']>) => {
    if (!own.has(data.from)) record(data)
  }
  const post = BroadcastChannel.prototype.postMessage
  BroadcastChannel.prototype.postMessage = function (this: BroadcastChannel, message: ElectionEntry['message']) {
    if (this.name === channel.name) {
      own.add(message.from)
      record(message)
    }
    post.call(this, message)
  }
  return entries
}
