import { describe, expect, it } from 'vitest'
import { valueOf } from '../truth'
import { createChannelRecord, type ChannelRecord } from './channel-record'
import { compare, countKinds } from './compare'

const CHANNEL = 'prices.01'

const numbered = (n: number, sentAt = 0) => ({ n, value: valueOf(CHANNEL, n), sentAt })
const receive = (record: ChannelRecord, ...numbers: number[]) => numbers.forEach((n) => record.onMessage(numbered(n), 1))

function kindsOf(play: (record: ChannelRecord) => void, { last = 5, status = 'subscribed' } = {}) {
  const record = createChannelRecord(CHANNEL)
  play(record)
  return countKinds(compare({ [CHANNEL]: last }, [{ client: 'a', opens: 1, outages: [], state: 'open', channels: [record.report(status)] }]))
}

const started = (record: ChannelRecord, n: number) => {
  record.onVerdict('fresh', 0)
  record.onSnapshot(numbered(n), 0)
}

describe('the comparison accepts', () => {
  it('a snapshot and all messages after it', () => {
    expect(kindsOf((record) => (started(record, 2), receive(record, 3, 4, 5)))).toEqual({})
  })

  it('all messages from the first one', () => {
    expect(kindsOf((record) => receive(record, 1, 2, 3, 4, 5))).toEqual({})
  })

  it('a later snapshot after a gap', () => {
    expect(
      kindsOf((record) => {
        started(record, 1)
        record.onVerdict('gap', 0)
        record.onSnapshot(numbered(4), 0)
        receive(record, 5)
      }),
    ).toEqual({})
  })
})

describe('the comparison finds', () => {
  it('a missing message', () => {
    expect(kindsOf((record) => (started(record, 1), receive(record, 2, 4, 5)))).toEqual({ missing: 1 })
  })

  it('a missing last message', () => {
    expect(kindsOf((record) => (started(record, 1), receive(record, 2, 3, 4)))).toEqual({ 'wrong-end': 1 })
  })

  it('a repeated message', () => {
    expect(kindsOf((record) => (started(record, 2), receive(record, 3, 3, 4, 5)))).toEqual({ repeated: 1 })
  })

  it('messages in another order', () => {
    expect(kindsOf((record) => (started(record, 1), receive(record, 2, 4, 3, 5)))).toEqual({ missing: 1, repeated: 1 })
  })

  it('a wrong value', () => {
    expect(
      kindsOf((record) => {
        started(record, 4)
        record.onMessage({ n: 5, value: valueOf(CHANNEL, 4), sentAt: 0 }, 1)
      }),
    ).toEqual({ 'wrong-value': 1 })
  })

  it('a snapshot that no verdict announced', () => {
    expect(
      kindsOf((record) => {
        started(record, 3)
        record.onVerdict('resumed', 0)
        record.onSnapshot(numbered(5), 0)
      }),
    ).toEqual({ 'unannounced-snapshot': 1 })
  })

  it('a snapshot that is older than the messages before it', () => {
    expect(
      kindsOf((record) => {
        started(record, 4)
        receive(record, 5)
        record.onVerdict('gap', 0)
        record.onSnapshot(numbered(4), 0)
        receive(record, 5)
      }),
    ).toMatchObject({ 'old-snapshot': 1 })
  })

  it('a channel that begins in the middle', () => {
    expect(kindsOf((record) => receive(record, 3, 4, 5))).toEqual({ 'no-beginning': 1 })
  })

  it('a channel that is not subscribed at the end', () => {
    expect(kindsOf((record) => started(record, 5), { status: 'loading' })).toEqual({ 'not-subscribed': 1 })
  })

  it('a client that received nothing', () => {
    expect(kindsOf(() => {})).toEqual({ 'wrong-end': 1 })
  })
})

describe('a record counts', () => {
  it('what a resumed subscription caught up, and what was in flight when the socket was lost', () => {
    const record = createChannelRecord(CHANNEL)
    started(record, 1)
    record.onClose(100)
    expect(record.recoveredAt()).toBe(null)
    record.onVerdict('resumed', 200)
    record.onMessage(numbered(2, 90), 201)
    record.onMessage(numbered(3, 150), 202)
    record.onMessage(numbered(4, 203), 204)
    expect(record.report('subscribed')).toMatchObject({ caughtUp: 2, messages: 3, verdicts: { fresh: 1, resumed: 1, gap: 0 } })
    expect([record.inFlight(), record.recoveredAt()]).toEqual([1, 202])
  })

  it('a snapshot after a gap as the recovery', () => {
    const record = createChannelRecord(CHANNEL)
    started(record, 1)
    record.onClose(100)
    record.onVerdict('gap', 200)
    expect(record.recoveredAt()).toBe(null)
    record.onSnapshot(numbered(7), 230)
    record.onMessage(numbered(8, 150), 240)
    expect(record.recoveredAt()).toBe(230)
    expect(record.report('subscribed')).toMatchObject({ snapshots: 2, caughtUp: 0 })
  })
})
