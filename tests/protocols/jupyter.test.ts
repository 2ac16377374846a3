import { expect, it, onTestFinished } from 'vitest'
import { respond } from 'websocket-store'
import { connect } from '../../examples/protocols/jupyter/client'
import { decodeMessage, encodeMessage, type KernelMessage } from '../../examples/protocols/jupyter/frames'
import { startServer } from '../../examples/protocols/jupyter/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

withNodeWebSocket()

async function start({ token = 'good' } = {}) {
  const server = await startServer({ token: 'good' })
  const kernel = connect(server.url, { token, reconnect: { delay: () => 20 } })
  // Some tests end in a failure, which would be warned of.
  kernel.connection.on('error', () => {})
  onTestFinished(async () => {
    kernel.connection.dispose()
    await server.close()
  })
  return { server, ...kernel }
}

const labelOf = ({ header, content }: KernelMessage) =>
  [header.msg_type, content.text ?? content.execution_state ?? content.status ?? content.ename].filter(Boolean).join(' ')

async function labelsOf(replies: AsyncIterable<KernelMessage>): Promise<string[]> {
  const labels: string[] = []
  for await (const reply of replies) labels.push(labelOf(reply))
  return labels
}

it('waits for the kernel, and reads the replies to an execution until it is idle', shows('connect', 'request', 'special'), async () => {
  const { server, connection, execute } = await start()
  connection.connect()
  expect(await labelsOf(execute('a\nb'))).toEqual([
    'status busy',
    'execute_input',
    'stream a',
    'stream b',
    'execute_reply ok',
    'status idle',
  ])
  expect(server.received).toEqual([['shell: kernel_info_request', 'shell: execute_request']])
  expect(connection.getSnapshot().protocol).toBe('v1.kernel.websocket.jupyter.org')
})

it('keeps the replies to two executions apart', shows('request'), async () => {
  const { execute, complete } = await start()
  const [first, second, matches] = await Promise.all([labelsOf(execute('one')), labelsOf(execute('fail')), complete('pr')])
  expect(first).toContain('stream one')
  expect(second).toEqual(['status busy', 'execute_input', 'error NameError', 'execute_reply error', 'status idle'])
  expect(matches).toEqual(['print'])
})

it('does not take the broadcasts of another client with the same ids', shows('special'), async () => {
  const { server, execute } = await start()
  const other = connect(server.url, { token: 'good' })
  onTestFinished(() => other.connection.dispose())
  other.connection.connect()
  const broadcasts: unknown[] = []
  other.connection.onMessage((message) => void broadcasts.push(labelOf(message)))
  await untilPhase(other.connection, 'open')
  const [mine, theirs] = await Promise.all([labelsOf(execute('mine')), labelsOf(other.execute('theirs'))])
  const labels = (text: string) => ['status busy', 'execute_input', `stream ${text}`, 'execute_reply ok', 'status idle']
  expect([mine, theirs]).toEqual([labels('mine'), labels('theirs')])
  await waitFor(() => broadcasts.includes('stream mine'))
})

it('receives the binary buffers of a multi-part message', shows('special'), async () => {
  const { execute } = await start()
  for await (const { header, buffers } of execute('plot'))
    if (header.msg_type === 'display_data') return expect(buffers.map((each) => [...each])).toEqual([[1, 2, 3], [], [250, 251]])
  expect.unreachable()
})

it('writes the offsets of the parts as the specification says', () => {
  const header = { msg_id: '1', msg_type: 't', session: 's', username: '', date: '', version: '5.3' }
  const message: KernelMessage = {
    channel: 'shell',
    header,
    parent_header: {},
    metadata: {},
    content: { text: 'é' },
    buffers: [new Uint8Array([9, 8])],
  }
  const bytes = encodeMessage(message)
  const numbers = [...new BigUint64Array(bytes.buffer, 0, 8)].map(Number)
  const start = 8 * 8
  const headerEnd = start + 5 + JSON.stringify(header).length
  // Six parts have seven offsets; the content has 12 characters, one of them with two bytes.
  expect(numbers).toEqual([7, start, start + 5, headerEnd, headerEnd + 2, headerEnd + 4, headerEnd + 17, headerEnd + 19])
  expect(decodeMessage(bytes.buffer)).toEqual(message)
})

it('answers a request for input once', shows('special'), async () => {
  const { server, connection, execute } = await start()
  const prompts: unknown[] = []
  const stop = respond(connection, (request) => {
    prompts.push((request as KernelMessage).content.prompt)
    return 'ana'
  })
  onTestFinished(stop)
  expect(await labelsOf(execute('ask'))).toEqual(['status busy', 'execute_input', 'stream hello ana', 'execute_reply ok', 'status idle'])
  expect(prompts).toEqual(['name? '])
  expect(server.received[0]!.filter((each) => each === 'stdin: input_reply')).toHaveLength(1)
})

it('interrupts the kernel when the caller aborts', shows('special'), async () => {
  const { server, connection, execute } = await start()
  connection.connect()
  const all: string[] = []
  connection.onMessage((message) => void all.push(labelOf(message)))
  const controller = new AbortController()
  const labels: string[] = []
  const run = async () => {
    for await (const reply of execute('wait', controller.signal)) labels.push(labelOf(reply))
  }
  const result = run().catch((error: unknown) => error)
  await waitFor(() => labels.includes('stream started'))
  controller.abort(new Error('stopped'))
  expect(await result).toMatchObject({ message: 'stopped' })
  await waitFor(() => all.includes('error KeyboardInterrupt') && all.includes('interrupt_reply ok'))
  expect(server.received[0]!.at(-1)).toBe('control: interrupt_request')
  expect(await labelsOf(execute('next'))).toContain('stream next')
})

it('delivers what the kernel sent during a cut, once, on the next socket of the same session', shows('cut and resume', 'special'), async () => {
  const { server, connection, execute } = await start()
  connection.connect()
  const output: unknown[] = []
  connection.onMessage(({ content }) => void (content.text !== undefined && output.push(content.text)))
  const lost = labelsOf(execute('wait')).catch((error: unknown) => error)
  await waitFor(() => output.length === 1)
  server.cut()
  await waitFor(() => server.closes.length === 1)
  server.finish()
  await waitFor(() => output.length === 2)
  expect(output).toEqual(['started', 'finished'])
  expect(server.received[1]).toEqual(['shell: kernel_info_request'])
  // The stream of replies does not survive its socket.
  expect(await lost).toMatchObject({ code: 'request-lost' })
})

it('gives up with a token that the server refuses twice, and closes with 1000 otherwise', shows('authenticate', 'leave cleanly'), async () => {
  const refused = await start({ token: 'wrong' })
  refused.connection.connect()
  expect((await untilPhase(refused.connection, 'closed')).lastClose).toMatchObject({ code: 4403 })
  expect(refused.server.framesBySocket.length).toBe(2)

  const { server, connection } = await start()
  connection.connect()
  await untilPhase(connection, 'open')
  connection.disconnect()
  await expectCleanClose(server)
})
