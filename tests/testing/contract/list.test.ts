import { expect, it, vi } from 'vitest'
import { text } from 'websocket-store'
import { serverContract, type ServerContractOptions } from 'websocket-store/testing'

const URL = 'ws://127.0.0.1:1/'
const namesOf = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)

it('lists the cases that need no option, and names what the others need', () => {
  const contract = serverContract(URL)
  expect(namesOf(contract)).toEqual([
    'opens within 5 s',
    'answers the close frame and closes the TCP connection',
    'accepts the client again after the connection was reset',
    'accepts the client again after it was unreachable',
    'accepts the client again after an attempt without an answer',
    'ends its side of the TCP connection when the client is gone',
  ])
  expect(contract.missing.map(({ name, needs }) => `${needs}: ${name}`)).toEqual([
    'protocols: chooses one of the offered subprotocols',
    'echo: accepts the client again after its own message was cut in the middle',
    'echo: accepts the client again after a message of the client was cut in the middle',
    'heartbeat: answers a ping of the heartbeat',
    'heartbeat: keeps an idle connection for 3 intervals of the heartbeat',
    'heartbeat: accepts the client again after the connection was half-open',
    'idleMs: keeps an idle connection',
    'echo: receives what was sent while the connection was away once, in order',
    'echo: answers 100 messages in order through a slow line',
    'echo, maxBytes: accepts a large message',
    'channels, channel: confirms the subscription to a channel',
    'channels, channel: confirms the subscription to a channel again after the connection was reset',
    'channels, channel, channel.publish, channel.isPublished: delivers the messages of a channel once, in order, and loses none without saying so',
    'rejected: rejects bad credentials with a code that is not retried for ever',
    'restart: gets 3 clients back after a restart',
  ])
})

it('has different names for all cases', () => {
  const contract = serverContract(URL)
  const names = namesOf([...contract, ...contract.missing])
  expect(new Set(names).size).toBe(names.length)
})

it('needs `reconnect` and `queue` for the cases that depend on them', () => {
  const echo = { message: String, isEcho: (reply: string, n: number) => reply === String(n) }
  const { missing } = serverContract(URL, { codec: text(), echo, reconnect: false, queue: false })
  expect(missing.filter(({ needs }) => needs === 'reconnect')).toHaveLength(5)
  expect(missing).toContainEqual({ name: 'receives what was sent while the connection was away once, in order', needs: 'queue, reconnect' })
})

it('needs a deadline for the case of a half-open connection', () => {
  const { missing } = serverContract(URL, { heartbeat: { timeoutMs: Infinity } })
  expect(missing.find(({ name }) => name.includes('half-open'))?.needs).toBe('heartbeat.timeoutMs')
})

it('has no case about pings for a heartbeat that only listens', () => {
  const contract = serverContract(URL, { heartbeat: { message: null } })
  expect(namesOf([...contract, ...contract.missing]).filter((name) => name.includes('ping'))).toEqual([])
})

it('computes times from the options', () => {
  const timeOf = (part: string, options: ServerContractOptions) =>
    serverContract(URL, options).find(({ name }) => name.includes(part))!.timeoutMs
  expect(timeOf('opens', {})).toBe(10_000)
  expect(timeOf('idle connection for 60 s', { idleMs: 60_000 })).toBe(70_000)
  expect(timeOf('3 intervals', { heartbeat: { intervalMs: () => 1000, timeoutMs: 500 } })).toBe(13_500)
})

it('says which runtime it needs where there are no TCP sockets', async () => {
  const { process } = globalThis
  vi.stubGlobal('process', { ...process, getBuiltinModule: undefined })
  await expect(serverContract(URL)[0]!.run()).rejects.toThrow('Run it in Node 20.16, 22.3 or newer, not in a page.')
})
