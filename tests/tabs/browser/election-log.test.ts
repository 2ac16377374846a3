import { afterEach, expect, it } from 'vitest'
import { openBroadcast } from '../../../src/core/platform/broadcast'
import { VERSION } from '../../../src/tabs/protocol/messages'
import { waitFor } from '../../support/wait-for'
import { recordElection } from './support/page/election-log'

const NAME = `websocket-store/${VERSION}/late`
const post = BroadcastChannel.prototype.postMessage
afterEach(() => void (BroadcastChannel.prototype.postMessage = post))

it('records a message of this page once, when it is sent, however late it comes back', async () => {
  const entries = recordElection('late')
  const channel = openBroadcast(NAME, () => {})
  const before = performance.now()
  channel.post({ type: 'hello', from: 'this', epoch: 1 })
  const sent = performance.now()
  while (performance.now() < sent + 50);
  const other = new BroadcastChannel(NAME)
  post.call(other, { type: 'claim', from: 'other', epoch: 1 })
  await waitFor(() => entries.some(({ message }) => message.from === 'other'))
  expect(entries.map(({ message }) => message.from)).toEqual(['this', 'other'])
  expect(entries[0]!.atMs).toBeGreaterThanOrEqual(Math.floor(before))
  expect(entries[0]!.atMs).toBeLessThanOrEqual(Math.ceil(sent))
  channel.close()
  other.close()
})
