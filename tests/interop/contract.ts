import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReadyState, type ConnectionUrl } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import type { InteropServer, StartedServer } from './kit/server'
import { opened, untilOpens, type Watched } from './kit/watched'
import { SUBPROTOCOL } from './programs/answer'
import { ITEM_NAMES, ITEMS, type Item } from './spec'

/** Long enough for another dial, so that the test detects an unwanted one. */
const QUIET_MS = 400

export interface Subject {
  readonly server: InteropServer
  readonly started: StartedServer
}

type Check = (subject: Subject) => Promise<void>

const open = ({ server, started }: Subject, more: Parameters<typeof opened>[1] = {}, url: ConnectionUrl = started.url) =>
  opened(url, { ...server.options, ...more })

async function expectEcho({ connection, messages }: Watched, text: string): Promise<void> {
  connection.send(text)
  await waitFor(() => messages.includes(text), { message: `"${text.slice(0, 40)}" was not echoed` })
}

/** Expects the close code and reason of the server, and an automatic reconnect. */
async function expectRetry(subject: Subject, code: number): Promise<void> {
  const watched = await open(subject)
  watched.connection.send(`close ${code} as requested`)
  await untilOpens(watched, 2)
  expect(watched.closes).toEqual([{ code, reason: 'as requested', wasClean: expect.any(Boolean) as boolean }])
  expect(watched.connection.getSnapshot().lastClose).toBe(watched.closes[0])
  expect(watched.opens).toEqual([false, true])
  await expectEcho(watched, 'again')
}

/** Each check throws when the server and the library do not work together correctly. */
export const CHECKS: Readonly<Record<Item, Check>> = {
  async connect(subject) {
    const { connection, closes, errors } = await open(subject)
    expect(connection.getSnapshot()).toMatchObject({ readyState: ReadyState.OPEN, url: subject.started.url, error: null })
    connection.disconnect()
    await untilPhase(connection, 'closed')
    await pause(QUIET_MS)
    expect([connection.getSnapshot().phase, closes.length, errors]).toEqual(['closed', 1, []])
  },
  async text(subject) {
    const watched = await open(subject)
    const texts = ['héllo wörld ✓ 🙂', 'x'.repeat(20_000), 'last']
    for (const text of texts) expect(watched.connection.send(text)).toBe('sent')
    await waitFor(() => watched.messages.length >= texts.length)
    expect(watched.messages).toEqual(texts)
  },
  async binary(subject) {
    const { connection, messages } = await open(subject)
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    connection.send(bytes)
    await waitFor(() => messages.length > 0)
    expect(messages[0]).toBeInstanceOf(ArrayBuffer)
    expect(new Uint8Array(messages[0] as ArrayBuffer)).toEqual(bytes)
    connection.send(new Uint8Array(70_000).fill(7))
    // A pipe has no message boundaries, so the message can arrive in parts.
    const received = () => messages.slice(1).reduce((sum, part) => sum + (part as ArrayBuffer).byteLength, 0)
    await waitFor(() => received() >= 70_000)
    expect(received()).toBe(70_000)
  },
  async subprotocol(subject) {
    const { connection, errors } = await open(subject, { protocols: ['interop.v1', SUBPROTOCOL] })
    expect([connection.getSnapshot().protocol, errors]).toEqual([SUBPROTOCOL, []])
  },
  async compression(subject) {
    const watched = await open(subject)
    expect(watched.connection.getSnapshot().extensions).toContain('permessage-deflate')
    await expectEcho(watched, 'compressible '.repeat(10_000))
  },
  'close 1000': (subject) => expectRetry(subject, 1000),
  'close 1001': (subject) => expectRetry(subject, 1001),
  async 'close 1008'(subject) {
    const { connection, closes, errors, opens } = await open(subject)
    connection.send('close 1008 not allowed')
    const { lastClose, error } = await untilPhase(connection, 'closed')
    expect(lastClose).toMatchObject({ code: 1008, reason: 'not allowed' })
    expect(error).toMatchObject({ code: 'closed', fatal: true })
    await pause(QUIET_MS)
    expect([closes.length, errors, opens.length]).toEqual([1, ['closed'], 1])
  },
  async 'close 4xxx'(subject) {
    await expectRetry(subject, 4321)
    const closeCodes: (number | undefined)[] = []
    const { connection, opens } = await open(subject, {}, ({ lastClose }) => {
      closeCodes.push(lastClose?.code)
      return subject.started.url
    })
    connection.send('close 4401 who are you')
    await waitFor(() => opens.length === 2)
    connection.send('close 4401 who are you')
    const { lastClose, error } = await untilPhase(connection, 'closed')
    expect(lastClose).toMatchObject({ code: 4401, reason: 'who are you' })
    expect(error).toMatchObject({ code: 'closed', fatal: true })
    await pause(QUIET_MS)
    expect(closeCodes).toEqual([undefined, 4401])
  },
  async 'kill -9'(subject) {
    const watched = await open(subject)
    await expectEcho(watched, 'before')
    await subject.started.kill()
    await waitFor(() => watched.closes.length === 1)
    expect(watched.closes[0]).toMatchObject({ code: 1006, wasClean: false })
    expect(watched.connection.send('meanwhile')).toBe('queued')
    await subject.started.restart()
    await untilOpens(watched, 2)
    await waitFor(() => watched.messages.includes('meanwhile'))
    expect(watched.opens).toEqual([false, true])
    expect(watched.messages).toEqual(['before', 'meanwhile'])
    expect(watched.closes).toHaveLength(1)
  },
  async heartbeat(subject) {
    let pongs = 0
    const { isPong, ...own } = { isPong: (message: unknown) => message === 'pong', ...(subject.server.options?.heartbeat || {}) }
    const heartbeat = { intervalMs: 200, timeoutMs: 5000, ...own, isPong: (message: unknown) => isPong(message) && ++pongs > 0 }
    const { connection, messages, closes, errors } = await open(subject, { heartbeat })
    const { socket } = connection
    await waitFor(() => pongs >= 5, { message: 'its pings are not answered' })
    expect([connection.getSnapshot().phase, connection.socket === socket]).toEqual(['open', true])
    expect([messages, closes, errors]).toEqual([[], [], []])
  },
  async silence(subject) {
    const own = subject.server.options?.heartbeat || {}
    const watched = await open(subject, { heartbeat: { ...own, intervalMs: 300, timeoutMs: 1500 }, connectTimeoutMs: 3000 })
    const { connection, closes, errors } = watched
    await expectEcho(watched, 'before')
    const { socket } = connection
    subject.started.freeze()
    try {
      await waitFor(() => closes.length > 0)
      expect([closes[0]?.code, errors[0]]).toEqual([1006, 'heartbeat-timeout'])
      expect(connection.socket).not.toBe(socket)
    } finally {
      subject.started.thaw()
    }
    await untilOpens(watched, 2)
    await expectEcho(watched, 'after')
    expect(connection.socket).not.toBe(socket)
  },
}

/** Runs the contract against a server. `particular` adds the tests of this server only. */
export function contract(server: InteropServer, particular: (started: () => StartedServer) => void = () => {}): void {
  describe(server.title, () => {
    let started: StartedServer
    beforeAll(async () => void (started = await server.start()), 60_000)
    afterAll(() => started?.stop())

    for (const name of ITEM_NAMES) {
      const reason = server.cannot?.[name]
      if (server.own?.includes(name)) continue
      if (reason) it(titleOf(name), ({ skip }) => skip(reason))
      else it(titleOf(name), () => CHECKS[name]({ server, started }))
    }
    particular(() => started)
  })
}

/** Tests an item of the contract in a way that one server needs. */
export const item = (name: Item, run: () => Promise<void>): void => it(titleOf(name), run)

const titleOf = (name: Item) => `${name}: ${ITEMS[name]}`
