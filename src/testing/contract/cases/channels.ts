import type { Channel } from '../../../core/vocabulary/channel'
import type { RecoveryVerdict } from '../../../core/vocabulary/recovery'
import { channel as channelOf } from '../../../core/features/channel/channel'
import { type CaseFactory, needed } from '../case'
import type { Client } from '../client'
import { expectOnceInOrder, recordNumbers } from '../echoes'
import { fail, showMs } from '../failure'
import { expectOpen, expectReopen } from '../opening'
import type { Setup } from '../setup'
import { pause, until } from '../trial'

const SUBSCRIBE_TIMEOUT_MS = 10_000
/** Messages before the loss, while the connection is away, and after it. */
const EACH_TIME = 3
const DUPLICATE_WITHIN_MS = 200

export const channelCases: CaseFactory = (setup) => {
  const { options, answerWithinMs, reopenWithinMs } = setup
  const { channels, channel, reconnect = true } = options
  const confirmMs = confirmWithinMs(setup)
  const both = { channels, channel }
  return [
    {
      name: 'confirms the subscription to a channel',
      needs: needed(both),
      takesMs: answerWithinMs + confirmMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        await expectSubscribed(setup, hold(setup, client), 'the connection opened')
      },
    },
    {
      name: 'confirms the subscription to a channel again after the connection was reset',
      needs: needed({ ...both, reconnect }),
      takesMs: answerWithinMs + 2 * confirmMs + reopenWithinMs,
      async run(trial) {
        const client = trial.connect()
        const held = hold(setup, client)
        await expectOpen(trial, client)
        await expectSubscribed(setup, held, 'the connection opened')
        trial.line.cut()
        await expectReopen(trial, client, 'a reset of the connection')
        await expectSubscribed(setup, held, 'a reset of the connection')
      },
    },
    {
      name: 'delivers the messages of a channel once, in order, and loses none without saying so',
      needs: needed({ ...both, 'channel.publish': channel?.publish, 'channel.isPublished': channel?.isPublished, reconnect }),
      takesMs: 4 * answerWithinMs + 2 * confirmMs + reopenWithinMs,
      async run(trial) {
        const numbers = Array.from({ length: 3 * EACH_TIME }, () => setup.nextNumber())
        const [before, away, after] = [0, 1, 2].map((part) => numbers.slice(part * EACH_TIME, (part + 1) * EACH_TIME))
        const record = recordNumbers(numbers, (message, n) => channel!.isPublished!(message, n))
        const client = trial.connect()
        const held = hold(setup, client)
        const verdicts: RecoveryVerdict[] = []
        held.onMessage(record.take)
        held.onRecovery((verdict) => void verdicts.push(verdict))
        await expectOpen(trial, client)
        await expectSubscribed(setup, held, 'the connection opened')
        await publish(setup, before!)
        await until(() => record.seen.length >= EACH_TIME, answerWithinMs)
        const known = verdicts.length

        trial.line.refuse()
        trial.line.cut()
        await until(() => client.closes.length > 0, answerWithinMs)
        await publish(setup, away!)
        await expectReopen(trial, client, 'dials were refused')
        await expectSubscribed(setup, held, 'dials were refused')
        await publish(setup, after!)
        const last = numbers.at(-1)!
        await until(() => record.seen.includes(last) || record.problem !== undefined, answerWithinMs)
        await pause(DUPLICATE_WITHIN_MS)

        const verdict = verdicts.slice(known).at(-1)
        const hasToldLoss = verdict === 'gap' || verdict === 'fresh'
        const isExcused = (n: number) => hasToldLoss && away!.includes(n) && !record.seen.includes(n)
        expectOnceInOrder(numbers.filter((n) => !isExcused(n)), record, {
          what: `the messages of the channel "${channel!.key}" (numbers ${EACH_TIME + 1} to ${2 * EACH_TIME} were published while the connection was away)`,
          remedy: remedyOf(verdict, setup),
          callback: 'channel.isPublished',
          state: `${verdict ? `The recovery of the channel was "${verdict}"` : 'The channel has no verdict of a recovery'}. ${client.describe()}`,
        })
      },
    },
  ]
}

function remedyOf(verdict: RecoveryVerdict | undefined, { options }: Setup): string {
  if (verdict === 'resumed') return 'Say "resumed" only if the history of the server still holds every message after the position of the client. Otherwise say "gap".'
  if (options.channels?.recovery) return 'Send each message of the channel once and in order, and say in the confirmation whether messages were lost (`recovery.verdictOf`).'
  return 'Keep a history on the server, and continue after the position that `channels.subscribe` sends (`channels.positionOf`); or set `channels.recovery`, so that a loss is noticed.'
}

const hold = ({ options }: Setup, { connection }: Client): Channel => {
  const held = channelOf(connection, options.channel!.key)
  // The connection is disposed at the end of the case, and the channel with it.
  held.retain()
  return held
}

export const confirmWithinMs = ({ options, answerWithinMs }: Setup): number =>
  Math.min(options.channels?.subscribeTimeoutMs ?? SUBSCRIBE_TIMEOUT_MS, 2 * answerWithinMs)

/** Holds the channel that the options name. */
export const holdChannel = hold

export async function expectSubscribed(setup: Setup, held: Channel, after: string): Promise<void> {
  const withinMs = confirmWithinMs(setup)
  await until(() => ['subscribed', 'error', 'ended'].includes(held.getSnapshot().status), withinMs)
  const { status, error } = held.getSnapshot()
  if (status === 'subscribed') return
  const reason = error === null ? '' : `, with the error: ${error instanceof Error ? error.message : JSON.stringify(error)}`
  fail({
    happened: `The channel "${held.key}" was "${status}" ${showMs(withinMs)} or less after ${after}${reason}.`,
    expected: 'the server confirms the subscription on each new socket.',
    remedy:
      status === 'error'
        ? 'Allow this client to subscribe to the channel, also when the server still knows an earlier socket of it.'
        : 'Answer each subscribe message with one that `channels.ackOf` accepts.',
  })
}

async function publish({ options, answerWithinMs }: Setup, numbers: readonly number[]): Promise<void> {
  for (const n of numbers) {
    const done = await Promise.race([Promise.resolve(options.channel!.publish!(n)).then(() => true), pause(answerWithinMs).then(() => false)])
    if (done) continue
    fail({
      happened: `\`channel.publish\` did not resolve within ${showMs(answerWithinMs)}.`,
      expected: 'it publishes a message and resolves.',
      remedy: 'Publish without the connection that is tested: that one is away meanwhile.',
    })
  }
}
