import { type CaseFactory, needed } from '../case'
import { showClose } from '../client'
import { fail, showMs } from '../failure'
import { statusOf } from '../line/head'
import { until } from '../trial'

/** The attempt, the one with fresh credentials, and one more: now it is clear that there will always be another one. */
const TOO_MANY_ATTEMPTS = 3

export const rejectionCases: CaseFactory = ({ options, answerWithinMs, connectTimeoutMs, reopenWithinMs }) => [
  {
    name: 'rejects bad credentials with a code that is not retried for ever',
    needs: needed({ rejected: options.rejected }),
    takesMs: connectTimeoutMs + 2 * answerWithinMs + reopenWithinMs,
    async run(trial) {
      const client = trial.connect(options.rejected)
      const { connection } = client
      const phase = () => connection.getSnapshot().phase
      await until(() => client.opens > 0 || client.waits > 0 || phase() === 'closed', connectTimeoutMs + answerWithinMs)
      // The server may open first and close then.
      await until(() => client.closes.length > 0 || client.waits > 0 || phase() === 'closed', answerWithinMs)
      const expected = 'the server closes with 4401 or 4403 (rejected after fresh credentials too), or with 1008; or `handshake` throws a fatal error.'
      if (phase() === 'open') {
        fail({
          happened: `The server accepted the credentials of the option \`rejected\`: the connection was still open after ${showMs(answerWithinMs)}.`,
          expected,
          remedy: 'Check the credentials of each new connection, before it can receive anything.',
        })
      }
      await until(() => phase() === 'closed' || client.waits >= TOO_MANY_ATTEMPTS, reopenWithinMs)
      if (connection.getSnapshot().error?.code !== 'attempts-exhausted' && phase() === 'closed') return
      const status = statusOf(trial.line.pairs[0]?.response ?? '')
      const isHttp = status !== undefined && status >= 400
      const close = client.closes.at(-1)
      fail({
        happened: isHttp
          ? `The server rejected the credentials with HTTP ${status}, and the client retried ${client.waits} times.`
          : `The server rejected the credentials${close ? ` with ${showClose(close)}` : ''}, and the client retried ${client.waits} times. ${client.describe()}.`,
        expected,
        remedy: isHttp
          ? 'A browser does not show the status of an upgrade, so the client cannot know the reason. Accept the upgrade, and close with 4401.'
          : 'Close with 4401, 4403 or 1008, or teach the client your code with `reconnect.classifyClose`.',
      })
    },
  },
]
