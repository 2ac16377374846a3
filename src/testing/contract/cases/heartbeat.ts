import { type CaseFactory, needed } from '../case'
import type { Client } from '../client'
import { fail, showMs } from '../failure'
import { expectOpen, openPairs } from '../opening'
import { until } from '../trial'
import { expectWorking } from './losses'

/** What the timers of a busy machine may be late. */
const LATE_MS = 1000
const IDLE_INTERVALS = 3

export const heartbeatCases: CaseFactory = (setup) => {
  const { options, answerWithinMs, reopenWithinMs } = setup
  const heartbeat = setup.heartbeat ?? { intervalMs: 0, timeoutMs: 0, listens: false }
  const { intervalMs, timeoutMs, listens } = heartbeat
  const needs = needed({ heartbeat: setup.heartbeat ?? undefined })
  const needsDeadline = needs ?? (timeoutMs === Infinity ? 'heartbeat.timeoutMs' : undefined)
  const deadlineMs = timeoutMs === Infinity ? answerWithinMs : timeoutMs
  const noticeWithinMs = intervalMs + deadlineMs + LATE_MS
  const idleMs = IDLE_INTERVALS * intervalMs + deadlineMs

  return [
    ...(listens
      ? []
      : [
          {
            name: 'answers a ping of the heartbeat',
            needs,
            takesMs: answerWithinMs + noticeWithinMs,
            async run(trial) {
              const client = trial.connect()
              await expectOpen(trial, client)
              const { connection } = client
              const pair = openPairs(trial)[0]
              const bytes = () => pair?.toClient.bytes ?? 0
              const [bytesBefore, received] = [bytes(), client.received]
              // Later the server answers the close frame of the client.
              let bytesAtClose: number | undefined
              connection.on('close', () => (bytesAtClose ??= bytes()))
              await until(() => connection.getSnapshot().latencyMs !== null || client.closes.length > 0, noticeWithinMs)
              if (connection.getSnapshot().latencyMs !== null) return
              const arrived = (bytesAtClose ?? bytes()) - bytesBefore
              const messages = client.received - received
              fail({
                happened:
                  arrived === 0
                    ? `The server sent nothing after a ping of the heartbeat. ${client.describe()}.`
                    : `The server sent ${arrived} bytes in ${messages} messages after a ping of the heartbeat, but none is a pong.`,
                expected: `an answer that \`heartbeat.isPong\` accepts (by default the text "pong"), within ${showMs(deadlineMs)}.`,
                remedy:
                  'Answer the message of `heartbeat.message` (by default the text "ping"), or set `message` and `isPong` to what your server knows. ' +
                  'A server that sends often enough by itself needs `message: null`.',
              })
            },
          } satisfies ReturnType<CaseFactory>[number],
        ]),
    {
      name: `keeps an idle connection for ${IDLE_INTERVALS} intervals of the heartbeat`,
      needs,
      takesMs: answerWithinMs + idleMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        await expectIdle(client, idleMs, listens
          ? `Send something at least every ${showMs(intervalMs + deadlineMs)}, or raise \`heartbeat.intervalMs\`.`
          : 'Answer each ping of the heartbeat, and count pings as activity. Raise the idle timeout of the server and of proxies above `heartbeat.intervalMs`.')
      },
    },
    {
      name: 'accepts the client again after the connection was half-open',
      needs: needed({ ...(needsDeadline && { [needsDeadline]: undefined }), reconnect: options.reconnect ?? true }),
      takesMs: 2 * answerWithinMs + noticeWithinMs + reopenWithinMs,
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        for (const pair of trial.line.pairs) pair.stall()
        if (!(await until(() => client.closes.length > 0, noticeWithinMs))) {
          fail({
            happened: `Nothing passed any more, and the client did not notice within ${showMs(noticeWithinMs)}. ${client.describe()}.`,
            expected: 'the heartbeat replaces the socket within intervalMs + timeoutMs + 1 s.',
            remedy: 'Check the numbers of the `heartbeat` option.',
          })
        }
        await expectWorking(trial, client, 'the connection was half-open')
      },
    },
    {
      name: options.idleMs === undefined ? 'keeps an idle connection' : `keeps an idle connection for ${showMs(options.idleMs)}`,
      needs: needed({ idleMs: options.idleMs }),
      takesMs: answerWithinMs + (options.idleMs ?? 0),
      async run(trial) {
        const client = trial.connect()
        await expectOpen(trial, client)
        await expectIdle(client, options.idleMs!, setup.heartbeat
          ? 'Lower `heartbeat.intervalMs` below the idle timeout of the server and of each proxy, or raise that (in nginx, `proxy_read_timeout`).'
          : 'Set the `heartbeat` option, or raise the idle timeout of the server and of each proxy (in nginx, `proxy_read_timeout`).')
      },
    },
  ]
}

async function expectIdle(client: Client, idleMs: number, remedy: string): Promise<void> {
  const startedAt = performance.now()
  if (!(await until(() => client.closes.length > 0, idleMs))) return
  const afterMs = performance.now() - startedAt
  fail({
    happened: `The connection was idle, and ended after ${showMs(afterMs)}. ${client.describe()}.`,
    expected: `it stays open for ${showMs(idleMs)}.`,
    remedy,
  })
}
