// @vitest-environment jsdom
import { fireEvent } from '@testing-library/react'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection, ConnectionOptions, RawIncoming, WireData } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { read } from './support/code-blocks'
import { runBlock } from './support/run-block'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/sending.md'

it.each(FRAMEWORKS)('the component of the page queues while it connects, and keeps a draft that would be dropped: %s', async (framework) => {
  const server = await serve({ refuse: () => (isUp ? undefined : 503) })
  let isUp = false
  const { root, registry } = await showBlock(framework, page, 'the draft stays', server.url)
  const input = root.querySelector('input')!
  const type = (text: string) => {
    fireEvent.input(input, { target: { value: text } })
    fireEvent.click(root.querySelector('button')!)
  }
  type('one')
  await waitFor(() => input.value === '' && root.textContent!.includes('1 waiting'))
  isUp = true
  await waitFor(() => server.messages.length === 1)
  const [connection] = registry.entries()
  connection!.disconnect()
  type('two')
  await pause(20)
  expect(input.value).toBe('two')
  expect(server.messages).toEqual(['one'])
})

interface Page {
  connection: Connection<string, string>
  dropped: string[]
  sendAll(lines: Iterable<string>): Promise<void>
}

async function run(url: string): Promise<Page> {
  const queue = await runBlock<Page>(page, 'export const dropped', url)
  onTestFinished(() => queue.connection.dispose())
  return queue
}

it('the send queue of the page keeps the newest messages in order, and reports the dropped ones', async () => {
  const server = await serve()
  const { connection, dropped } = await run(server.url)
  for (let n = 1; n <= 101; n += 1) expect(connection.send(String(n))).toBe('queued')
  expect(dropped).toEqual(['1: overflow'])
  connection.connect()
  await waitFor(() => server.messages.length === 100)
  expect(server.messages).toEqual(Array.from({ length: 100 }, (_, index) => String(index + 2)))
})

it('the page sends more messages than the socket can buffer, and all of them arrive', async () => {
  const server = await serve({ echo: false })
  const { connection, dropped, sendAll } = await run(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  const line = 'x'.repeat(10_000)
  await sendAll(Array.from({ length: 300 }, () => line))
  await waitFor(() => server.messages.length === 300)
  expect(dropped).toEqual([])
})

it('the send queue drops and reports its messages after disconnect()', async () => {
  const server = await serve()
  const { connection, dropped } = await run(server.url)
  connection.send('hello')
  connection.connect()
  connection.disconnect()
  expect(dropped).toEqual(['hello: closed'])
})

describe('send() returns what the table says', () => {
  /** A connection, and what it dropped. */
  function connected(url: string, options: ConnectionOptions<RawIncoming, WireData> = {}) {
    const connection = connectTo(url, options)
    const dropped: string[] = []
    connection.on('drop', ({ reason }) => void dropped.push(reason))
    return { connection, dropped }
  }

  it('while open', async () => {
    const server = await serve()
    const { connection } = connected(server.url)
    connection.connect()
    await untilPhase(connection, 'open')
    expect(connection.send('a')).toBe('sent')
  })

  it('while the connection is not open yet, or waits for a retry', async () => {
    const server = await serve()
    const { connection, dropped } = connected(server.url, { reconnect: { delay: () => 50 } })
    const returned: string[] = []
    connection.on('state', ({ phase }) => void (/resolving|connecting|waiting/.test(phase) && returned.push(connection.send(phase))))
    connection.connect()
    await waitFor(() => server.messages.length === 2)
    server.terminateAll()
    await waitFor(() => server.messages.length === 5)
    expect(server.messages).toEqual(['resolving', 'connecting', 'waiting', 'resolving', 'connecting'])
    expect([...new Set(returned)]).toEqual(['queued'])
    expect(dropped).toEqual([])
  })

  it('while the handshake runs', async () => {
    const server = await serve()
    const { connection } = connected(server.url, {
      handshake({ send }) {
        expect(connection.send('later')).toBe('queued')
        send('first')
      },
    })
    connection.connect()
    await waitFor(() => server.messages.length === 2)
    expect(server.messages).toEqual(['first', 'later'])
  })

  it('while suspended', async () => {
    const server = await serve()
    let emit = (_signal: 'frozen' | 'resumed') => {}
    const { connection } = connected(server.url, { lifecycle: { source: (given) => ((emit = given), () => {}) } })
    connection.connect()
    await untilPhase(connection, 'open')
    emit('frozen')
    expect(connection.getSnapshot().phase).toBe('suspended')
    expect(connection.send('a')).toBe('queued')
    emit('resumed')
    await waitFor(() => server.messages.length === 1)
  })

  it('while no component wants the connection, for lingerMs', async () => {
    const { connection, dropped } = connected('ws://127.0.0.1:9', { lingerMs: 10 })
    expect(connection.send('a')).toBe('queued')
    await waitFor(() => dropped.length === 1)
    expect(dropped).toEqual(['closed'])
  })

  it('while closing after the last release', async () => {
    const server = await serve()
    const { connection, dropped } = connected(server.url, { lingerMs: 20 })
    const release = connection.retain()
    await untilPhase(connection, 'open')
    server.silence()
    release()
    await untilPhase(connection, 'closing')
    expect(connection.send('a')).toBe('queued')
    await waitFor(() => dropped.length === 1)
    expect(dropped).toEqual(['closed'])
  })

  it('after disconnect(), until connect()', async () => {
    const server = await serve()
    const { connection, dropped } = connected(server.url)
    connection.connect()
    await untilPhase(connection, 'open')
    connection.disconnect()
    expect([connection.getSnapshot().phase, connection.send('a')]).toEqual(['closing', 'dropped'])
    await untilPhase(connection, 'closed')
    expect(connection.send('b')).toBe('dropped')
    expect(dropped).toEqual(['closed', 'closed'])
    connection.connect()
    expect(connection.send('c')).toBe('queued')
    await waitFor(() => server.messages.length === 1)
    expect(server.messages).toEqual(['c'])
  })

  it('after a fatal error', async () => {
    const { connection, dropped } = connected('ftp://127.0.0.1')
    connection.connect()
    expect(connection.getSnapshot()).toMatchObject({ phase: 'closed', error: { fatal: true } })
    expect(connection.send('a')).toBe('dropped')
    expect(dropped).toEqual(['closed'])
  })

  it('without a queue, and with a full one', () => {
    const none = connected('ws://127.0.0.1:9', { queue: false })
    expect([none.connection.send('a'), none.dropped]).toEqual(['dropped', ['not-open']])
    const newest = connected('ws://127.0.0.1:9', { queue: { maxMessages: 1 } })
    expect(['a', 'b'].map((message) => newest.connection.send(message))).toEqual(['queued', 'dropped'])
    expect([newest.connection.queuedMessages, newest.dropped]).toEqual([['a'], ['overflow']])
    const oldest = connected('ws://127.0.0.1:9', { queue: { maxMessages: 1, overflow: 'drop-oldest' } })
    expect(['a', 'b'].map((message) => oldest.connection.send(message))).toEqual(['queued', 'queued'])
    expect([oldest.connection.queuedMessages, oldest.dropped]).toEqual([['b'], ['overflow']])
  })

  it('but throws in every phase when the message cannot be encoded', async () => {
    const { connection } = connected('ws://127.0.0.1:9')
    const send = () => connection.send({} as never)
    expect(send).toThrow(expect.objectContaining({ code: 'encode-failed' }))
    connection.disconnect()
    expect(send).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  })
})

it('lists each reason for a drop', () => {
  const [, union = ''] = /type DropReason =(.*?)\n\n/s.exec(read('src/core/vocabulary/events.ts')) ?? []
  const reasons = [...union.matchAll(/\| '([\w-]+)'/g)].map(([, name = '']) => name)
  expect(reasons).toHaveLength(6)
  expect(reasons.filter((name) => !new RegExp(`^\\| .*\`${name}\`.* \\|`, 'm').test(read(page)))).toEqual([])
})
