import { expect, it, onTestFinished } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

interface Page {
  connection: Connection<unknown, unknown>
  seen: string[]
}

it('the schemas of the page validate both directions, and the connection stays open', async () => {
  const server = await serve({ echo: false })
  const { connection, seen } = await runBlock<Page>('docs/guides/codecs.md', 'export const seen', server.url)
  onTestFinished(() => connection.dispose())
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast('{"type":"price","symbol":"OAK","value":"secret"}')
  server.broadcast('{"type":"price","symbol":"OAK","value":1}')
  server.broadcast('{"type":"note","text":"hello"}')
  await waitFor(() => seen.length === 3)
  expect(seen).toEqual(['decode-failed: value', 'OAK 1', 'hello'])
  expect(() => connection.send({ type: 'subscribe', symbol: 7 })).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  connection.send({ type: 'subscribe', symbol: 'oak' })
  await waitFor(() => server.messages.length === 1)
  // The output of the schema, not its input.
  expect(server.messages).toEqual(['{"type":"subscribe","symbol":"OAK"}'])
  expect(connection.getSnapshot().phase).toBe('open')
})

it('the codec of the page converts pairs, and reports data that it cannot decode', async () => {
  const server = await serve()
  const { connection } = await runBlock<Page>('docs/guides/codecs.md', 'export const pairs', server.url)
  onTestFinished(() => connection.dispose())
  const events: unknown[] = []
  connection.onMessage((message) => void events.push(message))
  connection.on('error', ({ code }) => void events.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send(['a', 'b=c'])
  await waitFor(() => events.length === 1)
  server.broadcast(Buffer.from('a=b'))
  await waitFor(() => events.length === 2)
  expect(events).toEqual([['a', 'b=c'], 'decode-failed'])
})
