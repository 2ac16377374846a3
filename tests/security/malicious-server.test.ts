import { describe, expect, it, onTestFinished } from 'vitest'
import { json, type CloseInfo, type ConnectionOptions, type Phase } from 'websocket-store'
import { classifyCloseCode } from '../../src/core/policy/close-code'
import { implementations } from '../support/implementations'
import { connectTo, serveRaw } from '../support/per-test'
import { seededRandom } from '../support/property'
import { textFrame, upgradesWith, type RawLine } from '../support/raw-server'
import { collectUncaught } from '../support/uncaught'
import { waitFor } from '../support/wait-for'
import { abuse } from './malice'

/** Number of servers for each implementation. FUZZ_SEED=17 FUZZ_RUNS=1 repeats number 17. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 5)
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1)
/** TCP connections on which a server misbehaves before it becomes honest. */
const ABUSED_LINES = 25
const MIN_DELAY_MS = 10

const seeds = Array.from({ length: RUNS }, (_, i) => FIRST_SEED + i)
const real = implementations.filter(({ isReal }) => isReal)

/**
 * Uncaught exceptions of an implementation itself. WebSocket-Node ends a TCP connection whose upgrade it rejects and removes
 * its listeners. A later reset then becomes an exception.
 */
const KNOWN: Readonly<Record<string, RegExp>> = { 'WebSocket-Node': /^Error: read ECONNRESET$/ }

function collectRejections(): unknown[] {
  const rejections: unknown[] = []
  const listen = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', listen)
  onTestFinished(() => void process.off('unhandledRejection', listen))
  return rejections
}

/** Sends 'honest', and answers every message, including pings. */
async function isHonest(line: RawLine): Promise<void> {
  await upgradesWith(textFrame('"honest"'))(line)
  line.socket.on('data', () => line.socket.write(textFrame('"heard you"')))
}

const OPTIONS: ConnectionOptions<unknown, unknown> = {
  codec: json(),
  connectTimeoutMs: 400,
  closeTimeoutMs: 100,
  heartbeat: { message: '"ping"', intervalMs: 150, timeoutMs: 250 },
}

describe.each(real)('over $name', ({ name, options }) => {
  it.each(seeds)('a server that misbehaves on every connection causes no permanent damage: seed %i', async (seed) => {
    const uncaught = collectUncaught()
    const rejections = collectRejections()
    const server = await serveRaw((line) =>
      server.accepted <= ABUSED_LINES ? abuse(line, seededRandom(seed * 1000 + server.accepted)) : isHonest(line),
    )
    const connection = connectTo<unknown, unknown>(server.url, {
      ...OPTIONS,
      ...options,
      reconnect: { minDelayMs: MIN_DELAY_MS, maxDelayMs: 3 * MIN_DELAY_MS },
      ...(seed % 2 === 0 && { handshake: async ({ send }) => send('hello') }),
    })

    const problems: unknown[] = []
    let retryAt = 0
    let dials = 0
    let early = 0
    let isHonestReceived = false
    const mayFollow: Partial<Record<Phase, readonly Phase[]>> = {
      // After a silent socket, the next dial is immediate. After anything else, there is a delay before it.
      open: ['waiting', 'closed', 'resolving', 'closing'],
      readying: ['open', 'waiting', 'closed'],
      connecting: ['readying', 'open', 'waiting', 'closed'],
      waiting: ['resolving'],
      closed: ['resolving'],
    }
    connection.on('state', ({ phase, error, lastClose, ...snapshot }, previous) => {
      if (!(mayFollow[previous.phase] ?? [phase]).includes(phase)) problems.push(`${previous.phase} > ${phase}`)
      if (previous.phase === 'waiting' && Date.now() < retryAt - 2) problems.push(`dialled ${retryAt - Date.now()} ms early`)
      if (previous.phase === 'open' && phase === 'resolving' && error?.code !== 'heartbeat-timeout') problems.push(error)
      if (phase === 'waiting') {
        retryAt = snapshot.retryAt!
        // Only the first retry may be immediate. For later ones, the machine may have been busy since the delay was set.
        if (snapshot.attempt > 1 && retryAt < Date.now() + MIN_DELAY_MS / 2) early++
      }
      if (phase === 'connecting') dials++
      if (phase !== 'closed') return
      // A server may refuse permanently. Then the test dials again, as a user does.
      if (error?.code !== 'closed' || !isRefusal(lastClose)) problems.push(error, lastClose)
      queueMicrotask(() => connection.connect())
    })
    connection.onMessage((message) => {
      isHonestReceived ||= message === 'honest'
    })
    connection.connect()

    await waitFor(() => isHonestReceived && connection.getSnapshot().phase === 'open', {
      timeoutMs: 60_000,
      message: `seed ${seed}: still ${connection.getSnapshot().phase} after ${server.accepted} connections`,
    })
    expect(problems).toEqual([])
    expect(early).toBeLessThan(ABUSED_LINES / 2)
    expect(uncaught.filter((error) => !KNOWN[name]?.test(String(error)))).toEqual([])
    expect(rejections).toEqual([])
    expect(server.accepted).toBeGreaterThan(ABUSED_LINES)
    // There are not more TCP connections than dials, so no redirect was followed.
    expect(server.accepted).toBeLessThanOrEqual(dials)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }, 90_000)
})

const isRefusal = (close: CloseInfo | null) => close !== null && ['fatal', 'refresh'].includes(classifyCloseCode(close.code))
