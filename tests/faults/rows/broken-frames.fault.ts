import { expect } from 'vitest'
import type { ConnectionOptions } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { fin, frame, receive, stall, text, upgrade, works, type Program, type Step } from '../kit/steps'
import { connected, expectPacedWaits, PACE, type Watched } from '../kit/watched'

const BINARY = 0x2
/** A protocol error is fatal if the engine reports its real code: the server would send the same bytes again (RFC 6455 §7.4.1). */
const FATAL = [1002, 1007, 1009]

/** Firefox reports a close only after the server ends the TCP connection, or after 10 s. */
const sends = (broken: Step): Program => [upgrade(), text('before'), receive('message'), broken, receive('close'), fin]

/** Requests the broken bytes after the open. Together with the 101 they would be a failed handshake in some engines. */
function connectedAndReady(url: string, options: ConnectionOptions<string, string>): Watched<string, string> {
  const all = connected(url, options)
  all.connection.on('open', () => void all.connection.send('ready'))
  return all
}

/** Expects no message from the frame. Then the connection fails permanently or retries, depending on the engine's close code. */
async function expectFrameDropped(broken: Step): Promise<void> {
  const server = await scriptedServer(sends(broken))
  const { connection, messages, closes, waits } = connectedAndReady(server.url, { closeTimeoutMs: 300 })
  await waitFor(() => closes.length > 0)
  const isFatal = FATAL.includes(closes[0]!.code)
  if (isFatal) await pause(2 * PACE.maxDelayMs)
  else await server.until((sockets) => sockets.length >= 4)
  connection.disconnect()
  const sockets = await server.seen()
  expect(new Set(messages)).toEqual(new Set(['before']))
  if (isFatal) expect(sockets).toHaveLength(1)
  else expect(waits.length).toBeGreaterThanOrEqual(3)
  expectPacedWaits(waits)
}

const memory = () => (globalThis as { process?: NodeJS.Process }).process?.memoryUsage?.().rss ?? 0

const ENDLESS = frame(BINARY, [1, 2, 3], { length: 2 ** 62 })

fault(
  19,
  'closes the socket after the header, retries with delays, and allocates no memory for the announced length',
  async () => {
    const before = memory()
    await expectFrameDropped(ENDLESS)
    expect(memory() - before).toBeLessThan(100 * 2 ** 20)
  },
  { except: { webkit: 'it waits for the rest of the frame' } },
)

fault(19, 'replaces the socket at the heartbeat timeout, at the latest', async () => {
  const server = await scriptedServer(sends(ENDLESS), works)
  const { connection, messages, closes } = connectedAndReady(server.url, { heartbeat: { intervalMs: 500, timeoutMs: 1000 } })
  await waitFor(() => closes.length > 0)
  await untilPhase(connection, FATAL.includes(closes[0]!.code) ? 'closed' : 'open')
  // The working server echoes what it receives.
  expect(messages.filter((message) => message !== 'before' && message !== 'ready')).toEqual([])
})

const emitsNothingFor = (what: string) => `emits no message for ${what}, and retries with delays`
const BROKEN: readonly (readonly [string, Step])[] = [
  ['text that is not UTF-8', frame(0x1, [0xc3, 0x28])],
  ['reserved bits', frame(0x1, [65], { reserved: 7 })],
  ['a reserved opcode', frame(0x3, [65])],
  ['a continuation without a first frame', frame(0x0, [65])],
  ['a ping of 200 bytes', frame(0x9, Array<number>(200).fill(0))],
]
for (const [what, broken] of BROKEN) fault(20, emitsNothingFor(what), () => expectFrameDropped(broken))

fault(
  20,
  'does not wait for a server that keeps the TCP connection open',
  async () => {
    const server = await scriptedServer([upgrade(), receive('message'), frame(0x3, [65]), stall], works)
    const { closes } = connectedAndReady(server.url, { closeTimeoutMs: 300 })
    await waitFor(() => closes.length > 0, { timeoutMs: 3000 })
  },
  { except: { firefox: 'it reports nothing for 10 s' } },
)

fault(20, emitsNothingFor('a masked frame'), () => expectFrameDropped(frame(0x1, [65], { isMasked: true })), {
  except: { websocket: 'it accepts masked frames', firefox: 'it unmasks them' },
})
