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

/** Servers that each implementation meets; FUZZ_SEED=17 FUZZ_RUNS=1 meets number 17 again. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 5)
const FIRST_SEED = Number(process.env.FUZZ_SEED ?? 1)
/** Lines on which a server misbehaves before it is honest. */
const ABUSED_LINES = 25
const MIN_DELAY_MS = 10

const seeds = Array.from({ length: RUNS }, (_, i) => FIRST_SEED + i)
const real = implementations.filter(({ name }) => name !== 'mock-socket')

/**
 * What an implementation does to a process all by itself: WebSocket-Node ends a line whose upgrade it minds and listens to
 * it no more, so that its reset is an exception.
 */
const KNOWN: Readonly<Record<string, RegExp>> = { 'WebSocket-Node': /^Error: read ECONNRESET$/ }

function collectRejections(): unknown[] {
  const rejections: unknown[] = []
  const listen = (reason: unknown) => void rejections.push(reason)
  process.on('unhandledRejection', listen)
  onTestFinished(() => void process.off('unhandledRejection', listen))
  return rejections
}

/** Says so, and answers whatever comes, pings too. */
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
  it.each(seeds)('a server that abuses every line breaks nothing for good: seed %i', async (seed) => {
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
    let soon = 0
    let isHeard = false
    const mayFollow: Partial<Record<Phase, readonly Phase[]>> = {
      // Silence was the wait; anything else waits before the next dial.
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
        // Only the first retry may come at once; beyond that, this machine may have been busy since the delay was set.
        if (snapshot.attempt > 1 && retryAt < Date.now() + MIN_DELAY_MS / 2) soon++
      }
      if (phase === 'connecting') dials++
      if (phase !== 'closed') return
      // A server may say that it is no use. Then it is a person who tries again.
      if (error?.code !== 'closed' || !isRefusal(lastClose)) problems.push(error, lastClose)
      queueMicrotask(() => connection.connect())
    })
    connection.onMessage((message) => {
      isHeard ||= message === 'honest'
    })
    connection.connect()

    await waitFor(() => isHeard && connection.getSnapshot().phase === 'open', {
      timeoutMs: 60_000,
      message: `seed ${seed}: still ${connection.getSnapshot().phase} after ${server.accepted} lines`,
    })
    expect(problems).toEqual([])
    expect(soon).toBeLessThan(ABUSED_LINES / 2)
    expect(uncaught.filter((error) => !KNOWN[name]?.test(String(error)))).toEqual([])
    expect(rejections).toEqual([])
    expect(server.accepted).toBeGreaterThan(ABUSED_LINES)
    // Not one line more than was dialled for, and no redirect followed.
    expect(server.accepted).toBeLessThanOrEqual(dials)
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  }, 90_000)
})

const isRefusal = (close: CloseInfo | null) => close !== null && ['fatal', 'refresh'].includes(classifyCloseCode(close.code))
