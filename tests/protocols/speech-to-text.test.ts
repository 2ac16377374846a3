import { expect, it, onTestFinished, vi } from 'vitest'
import { connect, type SpeechOptions } from '../../examples/protocols/speech-to-text/client'
import { connectRealtime } from '../../examples/protocols/speech-to-text/realtime'
import { startServer } from '../../examples/protocols/speech-to-text/server'
import { withNodeWebSocket } from './support/with-node-websocket'
import { untilPhase, waitFor } from '../support/wait-for'
import { shows } from './support/shows'

withNodeWebSocket()

const audio = (words: string) => new TextEncoder().encode(words)

async function startSpeech({ silenceMs = 10_000, ...options }: Partial<SpeechOptions> & { silenceMs?: number } = {}) {
  const server = await startServer({ key: 'key', silenceMs })
  const connection = connect(server.deepgramUrl, { key: 'key', reconnect: { delay: () => 20 }, ...options })
  const seen: string[] = []
  connection.onMessage((message) => {
    if (message.type === 'Metadata') seen.push('summary')
    else seen.push(`${message.is_final ? 'final' : 'interim'}: ${message.channel.alternatives[0]!.transcript}`)
  })
  connection.on('error', () => {})
  connection.connect()
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  return { server, connection, seen }
}

it('mixes audio and JSON, in order', shows('connect', 'authenticate', 'special'), async () => {
  const { server, connection, seen } = await startSpeech()
  await untilPhase(connection, 'open')
  connection.send(audio('hello '))
  connection.send(audio('world '))
  connection.send({ type: 'Finalize' })
  await waitFor(() => seen.length === 3)
  expect(seen).toEqual(['interim: hello', 'interim: hello world', 'final: hello world'])
  expect(server.received).toEqual([['hello ', 'world ', { type: 'Finalize' }]])
  expect(connection.getSnapshot().protocol).toBe('token')
})

it('stays open in silence because of KeepAlive, which gets no answer', shows('heartbeat', 'special'), async () => {
  const { server, connection } = await startSpeech({ silenceMs: 150, keepAliveMs: 20 })
  await untilPhase(connection, 'open')
  // These take much longer than the server accepts silence.
  await waitFor(() => server.received[0]!.length >= 15)
  expect(server.received[0]).toEqual(server.received[0]!.map(() => ({ type: 'KeepAlive' })))
  expect(server.framesBySocket.length).toBe(1)
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
})

it('connects again when the server ends a silent socket with 1011', shows('cut and resume'), async () => {
  const { server, connection } = await startSpeech({ silenceMs: 30, keepAliveMs: 60_000 })
  await waitFor(() => server.framesBySocket.length === 2)
  expect(server.closes[0]!.code).toBe(1011)
  expect(connection.getSnapshot().phase).not.toBe('closed')
})

it('keeps audio in the queue while the server does not read, and sends it in order afterwards', shows('special'), async () => {
  const { server, connection } = await startSpeech({ highWaterMarkBytes: 65_536, maxAudioAgeMs: 60_000 })
  await untilPhase(connection, 'open')
  await waitFor(() => server.sockets.size === 1)
  server.sockets.forEach((socket) => socket.pause())
  const chunk = (index: number) => `${index}`.padEnd(32_768, ' ')
  let count = 0
  while (connection.send(audio(chunk(count++))) === 'sent') if (count > 5000) throw new Error('never queued')
  expect(connection.bufferedAmount).toBeLessThan(65_536 + 2 * 32_768)
  connection.send({ type: 'Finalize' })
  expect(connection.queuedMessages).toHaveLength(2)

  server.sockets.forEach((socket) => socket.resume())
  await waitFor(() => connection.queuedMessages.length === 0 && server.received[0]!.length === count + 1)
  expect(server.received[0]!.slice(0, -1).map((frame) => Number(frame))).toEqual([...Array(count).keys()])
  expect(server.received[0]!.at(-1)).toEqual({ type: 'Finalize' })
})

it('sends the audio of an outage after it, and drops what is too old', shows('cut and resume', 'special'), async () => {
  const { server, connection } = await startSpeech({ maxAudioAgeMs: 200, reconnect: { delay: () => 400 } })
  const dropped: string[] = []
  connection.on('drop', ({ message, reason }) => void dropped.push(`${reason}: ${String(new TextDecoder().decode(message as Uint8Array))}`))
  await untilPhase(connection, 'open')
  server.cut()
  await untilPhase(connection, 'waiting')
  connection.send(audio('old '))
  connection.on('state', ({ phase }) => void (phase === 'connecting' && connection.send(audio('new '))))
  await waitFor(() => dropped.length === 1)
  await waitFor(() => server.heard !== '')
  expect(dropped).toEqual(['expired: old '])
  expect(server.heard).toBe('new ')
})

it('gets the last words and the summary after CloseStream, and is then done without an error', shows('leave cleanly', 'special'), async () => {
  const { server, connection, seen } = await startSpeech()
  await untilPhase(connection, 'open')
  connection.send(audio('good bye '))
  connection.send({ type: 'CloseStream' })
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(seen).toEqual(['interim: good bye', 'final: good bye', 'summary'])
  expect({ error, code: lastClose?.code, sockets: server.framesBySocket.length }).toEqual({ error: null, code: 1000, sockets: 1 })
})

it('ends the stream of the server when it disconnects', shows('leave cleanly'), async () => {
  const { server, connection } = await startSpeech()
  await untilPhase(connection, 'open')
  connection.disconnect()
  await waitFor(() => server.closes.length === 1)
  expect(server.received[0]).toEqual([{ type: 'CloseStream' }])
  expect(server.closes[0]!.code).toBe(1000)
  expect(connection.getSnapshot().error).toBeNull()
})

it('does not retry with a key that the server refuses', shows('authenticate'), async () => {
  const { server, connection } = await startSpeech({ key: 'wrong' })
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'closed', fatal: true })
  expect(server.framesBySocket.length).toBe(1)
})

it('configures a realtime session on each socket before the audio goes out', shows('connect', 'authenticate', 'cut and resume', 'special'), async () => {
  const server = await startServer({ key: 'secret', silenceMs: 10_000 })
  const clientSecret = vi.fn(async () => 'secret')
  const connection = connectRealtime(server.realtimeUrl, { clientSecret, reconnect: { delay: () => 20 } })
  onTestFinished(async () => {
    connection.dispose()
    await server.close()
  })
  const transcripts: string[] = []
  const deltas: string[] = []
  connection.onMessage(({ transcript, delta }) => {
    if (delta) deltas.push(delta)
    if (transcript) transcripts.push(transcript)
  })
  connection.connect()
  connection.send(audio('bonjour '))
  connection.send(audio('monde '))
  connection.send({ type: 'input_audio_buffer.commit' })
  await waitFor(() => transcripts.length === 1)
  expect(transcripts).toEqual(['bonjour monde'])
  expect(deltas).toEqual(['bonjour', 'monde'])
  const typesOf = (socket: number) => server.received[socket]!.map((frame) => (frame as { type: string }).type)
  expect(typesOf(0)).toEqual(['session.update', 'input_audio_buffer.append', 'input_audio_buffer.append', 'input_audio_buffer.commit'])
  expect(connection.getSnapshot().protocol).toBe('realtime')

  server.cut()
  await waitFor(() => server.framesBySocket.length === 2 && connection.getSnapshot().phase === 'open')
  connection.send(audio('encore '))
  connection.send({ type: 'input_audio_buffer.commit' })
  await waitFor(() => transcripts.length === 2)
  expect(typesOf(1)).toEqual(['session.update', 'input_audio_buffer.append', 'input_audio_buffer.commit'])
  expect(clientSecret).toHaveBeenCalledTimes(2)
  connection.disconnect()
  await waitFor(() => server.closes.length === 2)
  expect(server.closes[1]).toEqual({ code: 1000, reason: '' })
})
