import { expect, it } from 'vitest'
import { untilPhase } from '../../support/wait-for'
import { contract } from '../contract'
import { packageVersion } from '../kit/parts'
import { nodeProgram, startServer } from '../kit/started'
import { opened, untilOpens, watch } from '../kit/watched'
import { MAX_PAYLOAD_BYTES } from '../programs/answer'

contract({ id: 'ws', title: `ws ${packageVersion('ws')}`, start: () => startServer(nodeProgram('ws.ts')) }, (started) => {
  it('a message beyond its maxPayload ends the connection with 1009, for good', async () => {
    const { connection, opens } = await opened(started().url)
    connection.send('x'.repeat(MAX_PAYLOAD_BYTES + 1))
    const { lastClose, error } = await untilPhase(connection, 'closed')
    expect([lastClose?.code, error?.code, opens.length]).toEqual([1009, 'closed', 1])
  })

  it('a refusal by its verifyClient (401) asks for the URL again each time, paced', async () => {
    const calledAt: number[] = []
    const watched = watch(
      () => {
        calledAt.push(performance.now())
        return `${started().url}?token=${calledAt.length < 4 ? 'stale' : 'fresh'}`
      },
      { reconnect: true },
    )
    await untilOpens(watched, 1)
    expect(watched.errors).toEqual(['connect-failed', 'connect-failed', 'connect-failed'])
    const gaps = calledAt.slice(1).map((at, index) => at - calledAt[index]!)
    // The first retry can be immediate. Timers round down by less than a millisecond.
    expect(gaps.slice(1).every((gap) => gap >= 499)).toBe(true)
  })
})
