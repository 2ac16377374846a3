import { type CaseDefinition, type CaseFactory, needed } from '../case'
import type { Client } from '../client'
import { sendNumbered } from '../echoes'
import { fail, showMs } from '../failure'
import { expectOpen, expectReopen, expectSockets, openPairs } from '../opening'
import type { Setup } from '../setup'
import { type Trial, until } from '../trial'

/** Loopback connections break at once. */
const NOTICE_WITHIN_MS = 2000

export const lossCases: CaseFactory = (setup) => {
  const { answerWithinMs, connectTimeoutMs, reopenWithinMs, options } = setup
  const reconnect = options.reconnect ?? true
  const reopens = (definition: CaseDefinition): CaseDefinition => ({
    ...definition,
    needs: needed({ ...(definition.needs && { [definition.needs]: undefined }), reconnect }),
    takesMs: definition.takesMs + answerWithinMs + reopenWithinMs + NOTICE_WITHIN_MS,
  })

  return [
    reopens({
      name: 'accepts the client again after the connection was reset',
      takesMs: answerWithinMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        trial.line.cut()
        await expectLoss(client)
        await expectWorking(trial, client, 'a reset of the connection')
      },
    }),
    reopens({
      name: 'accepts the client again after it was unreachable',
      takesMs: answerWithinMs + reopenWithinMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        trial.line.refuse()
        trial.line.cut()
        await expectFailedAttempts(client, 2, reopenWithinMs)
        await expectWorking(trial, client, 'dials were refused')
      },
    }),
    reopens({
      name: 'accepts the client again after an attempt without an answer',
      takesMs: connectTimeoutMs + answerWithinMs,
      async run(trial) {
        trial.line.hang()
        const client = trial.connect()
        await until(() => client.waits > 0, connectTimeoutMs + NOTICE_WITHIN_MS)
        if (client.waits === 0) {
          fail({
            happened: `The attempt was not ended. ${client.describe()}.`,
            expected: `the client ends an attempt without an answer after connectTimeoutMs (${showMs(connectTimeoutMs)}) and retries.`,
            remedy: 'Lower `connectTimeoutMs`, and check `reconnect` and the `WebSocket` class.',
          })
        }
        await expectWorking(trial, client, 'an attempt without an answer', 1)
      },
    }),
    ...cutCases(setup).map(reopens),
    {
      name: 'ends its side of the TCP connection when the client is gone',
      takesMs: 2 * answerWithinMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        const pair = openPairs(trial)[0]!
        pair.leave()
        if (await until(() => pair.toClient.hasEnded, answerWithinMs)) return
        fail({
          happened: `The client ended the TCP connection without a close frame, and ${showMs(answerWithinMs)} later the server had not ended its side.`,
          expected: 'the server ends a connection whose client has ended it. Otherwise each lost client stays in its memory.',
          remedy: "End the socket on a FIN: in Node, do not set `allowHalfOpen`, or call `end()` on 'end'.",
        })
      },
    },
  ]
}

/** Cuts in the middle of a frame need a message whose time is known. */
const cutCases = ({ options, answerWithinMs }: Setup): readonly CaseDefinition[] => {
  const cutCase = (name: string, direction: 'toClient' | 'toServer'): CaseDefinition => ({
    name,
    needs: needed({ echo: options.echo }),
    takesMs: answerWithinMs,
    async run(trial) {
      const client = trial.connect()
      await expectOpen(trial, client)
      const pair = openPairs(trial)[0]!
      pair[direction].cutNext(pair.reset)
      sendNumbered(trial.setup, client, 1)
      await expectLoss(client)
      await expectWorking(trial, client, 'a connection was reset in the middle of a message')
      if (!client.errors.some(({ code }) => code === 'decode-failed')) return
      fail({
        happened: `A connection was reset in the middle of a message, and a message could not be decoded. ${client.describe()}.`,
        expected: 'a message arrives as a whole or not at all, and the next socket starts with a new one.',
        remedy: 'Send whole messages. A `codec` that keeps a part of a message must be a function, so that each socket has its own.',
      })
    },
  })
  return [
    cutCase('accepts the client again after its own message was cut in the middle', 'toClient'),
    cutCase('accepts the client again after a message of the client was cut in the middle', 'toServer'),
  ]
}

async function expectLoss(client: Client): Promise<void> {
  if (await until(() => client.closes.length > 0, NOTICE_WITHIN_MS)) return
  fail({
    happened: `The connection was reset, and the client did not notice. ${client.describe()}.`,
    expected: `the connection closes with 1006 within ${showMs(NOTICE_WITHIN_MS)}.`,
    remedy: 'Check the `WebSocket` class. With `echo`, check that the server answers each message.',
  })
}

async function expectFailedAttempts(client: Client, count: number, withinMs: number): Promise<void> {
  const before = client.errors.length
  if (await until(() => client.errors.length >= before + count, withinMs)) return
  fail({
    happened: `Dials were refused, and the client did not retry. ${client.describe()}.`,
    expected: `the client makes ${count} attempts within ${showMs(withinMs)}.`,
    remedy: 'Check the `reconnect` option.',
  })
}

/** Fails unless the client is back, on one socket, and messages are answered. */
export async function expectWorking(trial: Trial, client: Client, after: string, opens = 2): Promise<void> {
  await expectReopen(trial, client, after, opens)
  expectSockets(trial, 1, after)
  if (trial.setup.options.echo) await sendNumbered(trial.setup, client, 1).expectAnswers(`that were sent after ${after}`)
}
