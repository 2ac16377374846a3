import type { Client } from './client'
import { fail, showMs } from './failure'
import { statusOf } from './line/head'
import type { Pair } from './line/line'
import { MAX_FAILED_ATTEMPTS } from './setup'
import { type Trial, until } from './trial'

const UPGRADED = 101
/** A server that accepts and then drops a socket does it within this time. */
const STEADY_MS = 200

/** Connections of the line that are WebSockets now. */
export const openPairs = ({ line }: Trial): readonly Pair[] =>
  line.pairs.filter((pair) => pair.isAlive && statusOf(pair.response) === UPGRADED)

/** Fails unless the first attempt opens. */
export async function expectOpen(trial: Trial, client: Client): Promise<void> {
  const { answerWithinMs } = trial.setup
  await until(() => client.opens > 0 || hasFailed(client, 1), answerWithinMs)
  if (client.opens > 0) return
  fail({
    happened: `The connection did not open. ${client.describe()}${seen(trial)}.`,
    expected: `the first attempt opens within ${showMs(answerWithinMs)}.`,
    remedy: openingRemedy(trial, client),
  })
}

/** Lets the line work again, and fails unless the client gets back to one open socket. */
export async function expectReopen(trial: Trial, client: Client, after: string, opens = 2): Promise<void> {
  const { line, setup } = trial
  await line.restore()
  const lastWait = client.waits + MAX_FAILED_ATTEMPTS
  const isOver = () => isOpen(client, opens) || hasFailed(client, lastWait + 1)
  const endsAt = performance.now() + setup.reopenWithinMs
  // A socket that opened before the fault was over may still end.
  while (await until(isOver, endsAt - performance.now())) {
    if (!isOpen(client, opens)) break
    if (await isSteady(client)) return
  }
  const hasOpened = client.opens >= opens
  fail({
    happened: hasOpened
      ? `The server accepted the connection after ${after} and closed it again. ${client.describe()}.`
      : `The connection did not open again after ${after}. ${client.describe()}${seen(trial)}.`,
    expected: hasOpened ? 'the new socket stays open.' : `the server accepts one of the next ${MAX_FAILED_ATTEMPTS + 1} attempts.`,
    remedy: reopeningRemedy(trial, client, hasOpened),
  })
}

const isOpen = (client: Client, opens: number): boolean => client.opens >= opens && client.connection.getSnapshot().phase === 'open'

async function isSteady({ closes }: Client): Promise<boolean> {
  const count = closes.length
  return !(await until(() => closes.length > count, STEADY_MS))
}

/** Fails unless there is one socket for each client. */
export function expectSockets(trial: Trial, count: number, after: string): void {
  const open = openPairs(trial).length
  if (open === count) return
  fail({
    happened: `${open} sockets were open after ${after}.`,
    expected: `${count} open ${count === 1 ? 'socket' : 'sockets'}: one for each connection.`,
    remedy:
      open > count
        ? 'Answer the close frame of the client and close the TCP connection, so that sockets that were replaced end.'
        : 'Keep the socket that was opened last.',
  })
}

const hasFailed = (client: Client, waits: number): boolean =>
  client.waits >= waits || client.connection.getSnapshot().phase === 'closed'

function seen({ line }: Trial): string {
  const status = statusOf(line.pairs.at(-1)?.response ?? '')
  if (line.problem !== undefined) return `, and the server could not be reached: ${line.problem}`
  if (status !== undefined && status !== UPGRADED) return `, and the server answered the upgrade with HTTP ${status}`
  return ''
}

function openingRemedy({ line }: Trial, { errors }: Client): string {
  if (line.problem !== undefined) return 'Start the server before the tests, and check the host, the port and the certificate of the url.'
  const response = line.pairs.at(-1)?.response ?? ''
  const status = statusOf(response)
  if (status === 401 || status === 403) return 'Pass credentials in the url, `protocols` or `handshake`, and check which origins the server allows.'
  if (status !== undefined && status !== UPGRADED) return 'Check the path of the url, and that a proxy in front of the server passes `Upgrade: websocket`.'
  const code = errors.at(-1)?.code
  if (code === 'no-websocket') return 'Pass a class as the `WebSocket` option, for example that of the ws package.'
  if (code?.startsWith('handshake')) return 'Check what the `handshake` option waits for, and what the server sends to a new client.'
  if (code === 'url-failed' || code === 'url-timeout') return 'Check the url or protocols function: it failed.'
  return 'Check that the server answers the upgrade request, with the right Sec-WebSocket-Accept and one of the offered subprotocols.'
}

function reopeningRemedy(trial: Trial, client: Client, hasOpened: boolean): string {
  if (client.connection.getSnapshot().phase === 'closed') {
    return 'Close with a code that is retried: 1001, 1011, 1012 or 1013. The client gives up after 1002, 1003, 1007 to 1010 and 4400 to 4499.'
  }
  if (hasOpened) return 'Do not count the earlier socket of the same client as connected: replace it, or end it, when a new one comes.'
  return `Accept the same client again at once: the server may not know yet that its earlier connection broke. ${openingRemedy(trial, client)}`
}
