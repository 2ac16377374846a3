import { type CaseFactory, needed } from '../case'
import { fail, showMs } from '../failure'
import { fieldOf } from '../line/head'
import { expectOpen } from '../opening'
import { until } from '../trial'

export const openingCases: CaseFactory = ({ options, answerWithinMs, closeTimeoutMs }) => [
  {
    name: `opens within ${showMs(answerWithinMs)}`,
    takesMs: answerWithinMs,
    run: (trial) => expectOpen(trial, trial.connect()),
  },
  {
    name: 'chooses one of the offered subprotocols',
    needs: needed({ protocols: options.protocols }),
    takesMs: 2 * answerWithinMs,
    async run(trial) {
      const offered: string[] = []
      const client = trial.connect({
        async protocols(context) {
          const { protocols = [] } = options
          const given = typeof protocols === 'function' ? await protocols(context) : protocols
          offered.push(...[given].flat())
          return given
        },
      })
      const response = () => trial.line.pairs[0]?.response ?? ''
      // The socket of the client may refuse a wrong choice, so the line reads the response.
      if (!(await until(() => response() !== '', answerWithinMs))) await expectOpen(trial, client)
      const chosen = fieldOf(response(), 'Sec-WebSocket-Protocol')
      if (chosen === undefined || !offered.includes(chosen)) {
        fail({
          happened: `The server chose ${chosen === undefined ? 'no subprotocol' : `the subprotocol "${chosen}"`}. The client offered: ${offered.join(', ')}.`,
          expected: 'the response to the upgrade names one of the offered subprotocols. Browsers refuse all others.',
          remedy: 'Send one name of the request field Sec-WebSocket-Protocol back. In ws, `handleProtocols` chooses it.',
        })
      }
      await expectOpen(trial, client)
    },
  },
  {
    name: 'answers the close frame and closes the TCP connection',
    takesMs: answerWithinMs + closeTimeoutMs + 1000,
    async run(trial) {
      const { line } = trial
      const client = trial.connect()
      await expectOpen(trial, client)
      const bytes = () => line.pairs.reduce((sum, { toClient }) => sum + toClient.bytes, 0)
      const before = bytes()
      const startedAt = performance.now()
      client.connection.disconnect(CODE)
      await until(() => client.closes.length > 0, closeTimeoutMs + 1000)
      // When the time is over, the client ends the TCP connection, and then the server does.
      const isEarly = performance.now() - startedAt < EARLY * closeTimeoutMs
      const close = client.closes[0]
      if (close?.wasClean && (close.code === CODE || close.code === NO_CODE)) return
      const expected = `the server answers a close frame with one of code ${CODE}, and ends the TCP connection, within ${showMs(closeTimeoutMs)} (RFC 6455 §5.5.1, §7.1.1).`
      if (close?.wasClean) {
        fail({
          happened: `The server answered the close frame of code ${CODE} with code ${close.code}.`,
          expected,
          remedy: 'Send the code of the client back.',
        })
      }
      const isSilent = bytes() === before
      fail({
        happened: isSilent
          ? `The server did not answer the close frame${isEarly ? ', and ended the TCP connection' : ` within ${showMs(closeTimeoutMs)}`}.`
          : `The server sent ${bytes() - before} bytes after the close frame, but the connection was not closed in order within ${showMs(closeTimeoutMs)}.`,
        expected,
        remedy: isSilent
          ? 'Answer opcode 8 with opcode 8. Do not break the connection, and do not wait for work in progress.'
          : 'Send the close frame first, then nothing more, and end the TCP connection right after it.',
      })
    },
  },
]

const CODE = 1000
/** The part of the close timeout after which the client may have ended it. */
const EARLY = 0.9
/** An answer without a code is allowed (RFC 6455 §7.1.5). */
const NO_CODE = 1005
