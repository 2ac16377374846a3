import { expect, it, onTestFinished } from 'vitest'
import { channel } from 'websocket-store'
import { createChatDemo } from '../../docs/.vitepress/theme/live/chat/demo'
import { untilPhase, waitFor } from '../support/wait-for'

function start() {
  const demo = createChatDemo()
  onTestFinished(() => demo.dispose())
  const connection = demo.options.registry.connection(demo.url, demo.options)
  const texts: string[] = []
  const verdicts: string[] = []
  const lobby = channel(connection, 'lobby')
  lobby.onMessage((message) => void (message.type === 'message' && texts.push(`${message.name}: ${message.text}`)))
  lobby.onRecovery((verdict) => void verdicts.push(verdict))
  connection.on('error', () => {})
  connection.connect()
  return { demo, connection, texts, verdicts }
}

it('begins with what was said before', async () => {
  const { texts } = start()
  await waitFor(() => texts.length >= 2)
  expect(texts.slice(0, 2)).toEqual(['ada: Good morning, everybody.', 'bob: Morning! The deploy of last night is through.'])
})

it.each(['cut', 'restart'] as const)('continues the room after %s, with the message that waited', async (fault) => {
  const { demo, connection, texts, verdicts } = start()
  await waitFor(() => texts.length >= 2)
  demo[fault]()
  await untilPhase(connection, 'waiting')
  expect(connection.send({ type: 'say', room: 'lobby', text: 'still here' })).toBe('queued')
  await waitFor(() => texts.includes('you: still here'))
  await waitFor(() => verdicts.length === 2)
  expect(verdicts).toEqual(['fresh', 'resumed'])
  expect(new Set(texts).size).toBe(texts.length)
})
