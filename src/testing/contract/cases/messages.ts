import { raw } from '../../../core/codec/codec'
import { membersOf } from '../../../core/vocabulary/batch'
import type { WireData } from '../../../core/vocabulary/wire'
import { type CaseFactory, needed } from '../case'
import { sendNumbered } from '../echoes'
import { fail } from '../failure'
import { expectOpen, expectReopen, openPairs } from '../opening'
import type { Setup } from '../setup'
import { until } from '../trial'

const WHILE_AWAY = 5
const BURST = 100
/** A slow line and a large message take longer than one small answer. */
const SLOW_FACTOR = 4

export const messageCases: CaseFactory = (setup) => {
  const { options, answerWithinMs, reopenWithinMs } = setup
  const { echo, maxBytes, burst = BURST } = options
  const slowMs = SLOW_FACTOR * answerWithinMs
  return [
    {
      name: 'receives what was sent while the connection was away once, in order',
      needs: needed({ echo, queue: options.queue ?? true, reconnect: options.reconnect ?? true }),
      takesMs: 3 * answerWithinMs + reopenWithinMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        trial.line.refuse()
        trial.line.cut()
        await until(() => client.closes.length > 0, answerWithinMs)
        const { expectAnswers } = sendNumbered(setup, client, WHILE_AWAY)
        await expectReopen(trial, client, 'dials were refused')
        await expectAnswers('that were sent while the connection was away')
      },
    },
    {
      name: `answers ${burst} messages in order through a slow line`,
      needs: needed({ echo }),
      takesMs: 2 * answerWithinMs + slowMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        for (const { toServer, toClient } of openPairs(trial)) {
          toServer.slow()
          toClient.slow()
        }
        await sendNumbered(setup, client, burst).expectAnswers('that were sent at once through a slow line', slowMs)
      },
    },
    {
      name: maxBytes === undefined ? 'accepts a large message' : `accepts a message of ${maxBytes} bytes`,
      needs: needed({ echo, maxBytes }),
      takesMs: 2 * answerWithinMs + slowMs,
      async run(trial) {
        const bytes = sizeOf(setup, maxBytes!)
        if (bytes < maxBytes!) {
          fail({
            happened: `\`echo.message(n, ${maxBytes})\` returned a message of ${bytes} bytes.`,
            expected: `it returns a message of at least ${maxBytes} bytes.`,
            remedy: 'Fill the message up to the number of bytes in the second parameter.',
          })
        }
        const client = trial.connect()
        await expectOpen(trial, client)
        const sent = sendNumbered(setup, client, 1, maxBytes)
        await until(() => sent.record.seen.length > 0 || client.closes.length > 0, slowMs)
        if (client.closes.length > 0) {
          fail({
            happened: `The connection ended after a message of ${bytes} bytes. ${client.describe()}.`,
            expected: 'the server accepts it and answers it.',
            remedy: 'Raise the largest message that the server accepts (in ws, `maxPayload`), and that proxies accept; or lower `maxBytes`.',
          })
        }
        await sent.expectAnswers(`of ${maxBytes} bytes`, answerWithinMs)
      },
    },
  ]
}

/** The size of a message on the wire, without compression. */
function sizeOf({ options, nextNumber }: Setup, wanted: number): number {
  const { codec = raw } = options
  const encoded = (typeof codec === 'function' ? codec() : codec).encode(options.echo!.message(nextNumber(), wanted))
  return membersOf(encoded).reduce((sum, part) => sum + bytesOf(part), 0)
}

function bytesOf(data: WireData): number {
  if (typeof data === 'string') return new TextEncoder().encode(data).length
  return 'size' in data ? data.size : data.byteLength
}
