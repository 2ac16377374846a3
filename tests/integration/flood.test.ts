import { expect, it } from 'vitest'
import { connectTo, serve } from '../support/per-test'
import { collectUncaught } from '../support/uncaught'
import { untilPhase, waitFor } from '../support/wait-for'

const COUNT = 10_000
const numbers = Array.from({ length: COUNT }, (_, i) => i)

it('delivers a burst of 10,000 messages to every listener, in order, each once', async () => {
  const server = await serve({
    onConnection(socket) {
      for (const number of numbers) socket.send(String(number))
    },
  })
  const connection = connectTo(server.url)
  const [first, second]: [number[], number[]] = [[], []]
  let notifications = 0
  connection.onMessage((message) => void first.push(Number(message)))
  connection.onMessage((message) => void second.push(Number(message)))
  connection.subscribe(() => void notifications++)
  connection.connect()
  await waitFor(() => first.length >= COUNT)
  expect(first).toEqual(numbers)
  expect(second).toEqual(numbers)
  expect(notifications).toBeLessThan(COUNT / 10)
  await waitFor(() => connection.getSnapshot().data === String(COUNT - 1))
})

it('delivers no earlier messages to a listener that is added during a burst, and no later ones to one that is removed', async () => {
  const server = await serve()
  const connection = connectTo(server.url)
  const late: number[] = []
  const early: number[] = []
  const stop = connection.onMessage((message) => {
    early.push(Number(message))
    if (message !== '3000') return
    connection.onMessage((each) => void late.push(Number(each)))
    stop()
  })
  connection.connect()
  await untilPhase(connection, 'open')
  for (const number of numbers) server.broadcast(String(number))
  await waitFor(() => late.at(-1) === COUNT - 1)
  expect(early).toEqual(numbers.slice(0, 3001))
  expect(late).toEqual(numbers.slice(3001))
})

it('sends a burst of 10,000 messages in order, each once', async () => {
  const server = await serve({ echo: false })
  const connection = connectTo(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  for (const number of numbers) connection.send(String(number))
  await waitFor(() => server.messages.length >= COUNT)
  expect(server.messages.map(Number)).toEqual(numbers)
})

it('never mixes the messages of two sockets when the connection breaks during a burst', async () => {
  const server = await serve({
    onConnection(socket) {
      const round = server.opened
      for (let i = 0; i < 500; i++) socket.send(`${round} ${i}`)
      if (round < 5) setTimeout(() => socket.terminate(), round)
    },
  })
  const connection = connectTo(server.url, { reconnect: { delay: () => 0 } })
  const got: [number, number][] = []
  connection.onMessage((message) => void got.push(String(message).split(' ').map(Number) as [number, number]))
  connection.connect()
  await waitFor(() => got.at(-1)?.join(' ') === '5 499')
  for (let i = 1; i < got.length; i++) {
    const [before, after] = [got[i - 1]!, got[i]!]
    const isNext = after[0] === before[0] ? after[1] === before[1] + 1 : after[0] > before[0] && after[1] === 0
    if (!isNext) expect(after, `after ${before.join(' ')}`).toBe('the next message, or the first of a later socket')
  }
  expect(got.filter(([round]) => round === 5)).toHaveLength(500)
})

it('calls the other listeners although one throws on every message', async () => {
  const server = await serve()
  const thrown = collectUncaught()
  const connection = connectTo(server.url)
  const messages: unknown[] = []
  connection.onMessage((message) => {
    throw new Error(`no ${message}`)
  })
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  await untilPhase(connection, 'open')
  for (const message of ['a', 'b', 'c']) connection.send(message)
  await waitFor(() => thrown.length === 3)
  expect(messages).toEqual(['a', 'b', 'c'])
  expect(thrown.map(String)).toEqual(['Error: no a', 'Error: no b', 'Error: no c'])
  expect(connection.getSnapshot().phase).toBe('open')
})
