import { expect } from 'vitest'
import type { ConnectionOptions } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { fin, frame, hear, stall, text, upgrade, works, type Program, type Step } from '../kit/steps'
import { connected, expectPacedWaits, PACE, type Watched } from '../kit/watched'

const BINARY = 0x2
/** A protocol error that an engine tells by its true code is fatal: the same bytes would come again (RFC 6455 §7.4.1). */
const FATAL = [1002, 1007, 1009]

/** Firefox tells no close before the server ends the line, for up to 10 s. */
const sends = (broken: Step): Program => [upgrade(), text('before'), hear('message'), broken, hear('close'), fin]

/** Broken bytes that came with the 101 would be a failed handshake to some engines: they come when it is open. */
function connectedAndReady(url: string, options: ConnectionOptions<string, string>): Watched<string, string> {
  const all = connected(url, options)
  all.connection.on('open', () => void all.connection.send('ready'))
  return all
}

/** Never hands out anything of the frame; then is closed for good or dials again, as the engine's code says. */
async function expectDropped(broken: Step): Promise<void> {
  const server = await misbehave(sends(broken))
  const { connection, messages, closes, waits } = connectedAndReady(server.url, { closeTimeoutMs: 300 })
  await waitFor(() => closes.length > 0)
  const isFatal = FATAL.includes(closes[0]!.code)
  if (isFatal) await pause(2 * PACE.maxDelayMs)
  else await server.until((lines) => lines.length >= 4)
  connection.disconnect()
  const lines = await server.seen()
  expect(new Set(messages)).toEqual(new Set(['before']))
  if (isFatal) expect(lines).toHaveLength(1)
  else expect(waits.length).toBeGreaterThanOrEqual(3)
  expectPacedWaits(waits)
}

const memory = () => (globalThis as { process?: NodeJS.Process }).process?.memoryUsage?.().rss ?? 0

const ENDLESS = frame(BINARY, [1, 2, 3], { length: 2 ** 62 })

fault(
  19,
  'drops the line at the header, paced, and takes no memory for what was announced',
  async () => {
    const before = memory()
    await expectDropped(ENDLESS)
    expect(memory() - before).toBeLessThan(100 * 2 ** 20)
  },
  { except: { webkit: 'it waits for the rest' } },
)

fault(19, 'is rid of the line when the heartbeat finds no life in it, at the latest', async () => {
  const server = await misbehave(sends(ENDLESS), works)
  const { connection, messages, closes } = connectedAndReady(server.url, { heartbeat: { intervalMs: 500, timeoutMs: 1000 } })
  await waitFor(() => closes.length > 0)
  await untilPhase(connection, FATAL.includes(closes[0]!.code) ? 'closed' : 'open')
  // The server that works says again what it hears.
  expect(messages.filter((message) => message !== 'before' && message !== 'ready')).toEqual([])
})

const nothingOf = (what: string) => `hands out nothing of ${what}, and is patient`
const BROKEN: readonly (readonly [string, Step])[] = [
  ['text that is not UTF-8', frame(0x1, [0xc3, 0x28])],
  ['reserved bits', frame(0x1, [65], { reserved: 7 })],
  ['a reserved opcode', frame(0x3, [65])],
  ['a continuation of nothing', frame(0x0, [65])],
  ['a ping of 200 bytes', frame(0x9, Array<number>(200).fill(0))],
]
for (const [what, broken] of BROKEN) fault(20, nothingOf(what), () => expectDropped(broken))

fault(
  20,
  'does not wait for a server that keeps the line for itself',
  async () => {
    const server = await misbehave([upgrade(), hear('message'), frame(0x3, [65]), stall], works)
    const { closes } = connectedAndReady(server.url, { closeTimeoutMs: 300 })
    await waitFor(() => closes.length > 0, { timeoutMs: 3000 })
  },
  { except: { firefox: 'it tells nothing for 10 s' } },
)

fault(20, nothingOf('a masked frame'), () => expectDropped(frame(0x1, [65], { isMasked: true })), {
  except: { websocket: 'it takes them as if they were whole', firefox: 'it unmasks them' },
})
