import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { useDemoServer, type DemoClient } from './use-demo-server'

const { open } = useDemoServer()

describe('/echo', () => {
  it('echoes text and bytes unchanged', async () => {
    const { socket, texts } = await open('/echo')
    socket.send('not { json')
    await vi.waitFor(() => expect(texts).toEqual(['not { json']))
    const reply = once(socket, 'message') as Promise<[Buffer, boolean]>
    socket.send(Buffer.from([0, 255]))
    expect(await reply).toEqual([Buffer.from([0, 255]), true])
  })

  it('answers ping with pong, like every path', async () => {
    for (const path of ['/echo', '/chat', '/ticker', '/counter', '/market']) {
      const { send, texts } = await open(path)
      send('ping')
      await vi.waitFor(() => expect(texts).toContain('pong'))
    }
  })

  it('closes the socket with 1009 on a frame over 64 KiB, and still accepts new sockets', async () => {
    const { socket, closed } = await open('/echo')
    socket.send('x'.repeat(65 * 1024))
    expect((await closed)[0]).toBe(1009)
    await open('/echo')
  })
})

describe('/chat', () => {
  const join = async (name: string) => {
    const client = await open('/chat')
    client.send({ type: 'join', name })
    await vi.waitFor(() => expect(client.ofType('welcome')).toEqual([{ type: 'welcome', you: name }]))
    return client
  }

  it('sends each note to all people, and lists the people who are present', async () => {
    const ada = await join('Ada')
    const bob = await join('Bob')
    await vi.waitFor(() => expect(ada.ofType('people').at(-1)).toEqual({ type: 'people', people: ['Ada', 'Bob'] }))
    ada.send({ type: 'say', text: '  hello\nBob ', via: 'React' })
    for (const { ofType } of [ada, bob])
      await vi.waitFor(() =>
        expect(ofType('note')).toEqual([
          { type: 'note', note: { id: 1, from: 'Ada', text: 'hello Bob', via: 'React', at: expect.any(Number) } },
        ]),
      )
    bob.send({ type: 'leave' })
    await vi.waitFor(() => expect(ada.ofType('people').at(-1)).toEqual({ type: 'people', people: ['Ada'] }))
  })

  it('removes a person from the list when the socket closes', async () => {
    const ada = await join('Ada')
    const bob = await join('Bob')
    bob.socket.close()
    await vi.waitFor(() => expect(ada.ofType('people').at(-1)).toEqual({ type: 'people', people: ['Ada'] }))
  })

  it('keeps the last 50 notes for people who join later', async () => {
    const ada = await join('Ada')
    for (let n = 1; n <= 60; n += 1) ada.send({ type: 'say', text: `note ${n}` })
    await vi.waitFor(() => expect(ada.ofType('note')).toHaveLength(60))
    const late = await open('/chat')
    late.send({ type: 'history' })
    await vi.waitFor(() => expect(late.ofType('history')).toHaveLength(1))
    const notes = late.ofType('history')[0]?.['notes'] as { text: string }[]
    expect(notes.map((note) => note.text)).toEqual(Array.from({ length: 50 }, (_, n) => `note ${n + 11}`))
  })

  it('changes the name of a person who joins again', async () => {
    const ada = await join('Ada')
    ada.send({ type: 'join', name: 'Grace' })
    await vi.waitFor(() => expect(ada.ofType('people').at(-1)).toEqual({ type: 'people', people: ['Grace'] }))
  })

  it.each([
    ['{ not json', /JSON/],
    ['"text"', /object/],
    ['null', /object/],
    ['{"type":"dance"}', /Unknown type/],
    ['{"type":"join","name":"   "}', /name/],
    ['{"type":"join","name":7}', /name/],
    ['{"type":"say","text":"hello"}', /Join before/],
  ])('answers %s with an error message and stays open', async (text, error) => {
    const { socket, send, ofType } = await open('/chat')
    send(text)
    await vi.waitFor(() => expect(ofType('error')).toEqual([{ type: 'error', error: expect.stringMatching(error) }]))
    expect(socket.readyState).toBe(WebSocket.OPEN)
  })

  it('answers a binary frame with an error message', async () => {
    const { socket, ofType } = await open('/chat')
    socket.send(Buffer.from('{"type":"history"}'))
    await vi.waitFor(() => expect(ofType('error')).toHaveLength(1))
  })
})

describe('/ticker', () => {
  const ticksIn = async (client: DemoClient, durationMs: number): Promise<number> => {
    const before = client.ofType('tick').length
    await sleep(durationMs)
    return client.ofType('tick').length - before
  }

  it('sends about ten ticks a second of known symbols', async () => {
    const client = await open('/ticker')
    const count = await ticksIn(client, 1000)
    expect(count).toBeGreaterThanOrEqual(6)
    expect(count).toBeLessThanOrEqual(13)
    expect(new Set(client.ofType('tick').map((tick) => tick['symbol']))).toEqual(new Set(['OAK', 'ELM', 'FIR']))
    expect(client.ofType('tick').every((tick) => Number(tick['price']) > 0)).toBe(true)
  })

  it('sends thousands of ticks a second only to the client that requests them', async () => {
    const fast = await open('/ticker')
    const slow = await open('/ticker')
    fast.send({ type: 'rate', perSecond: 3000 })
    await vi.waitFor(() => expect(fast.ofType('rate').at(-1)).toEqual({ type: 'rate', perSecond: 3000 }))
    const [many, few] = await Promise.all([ticksIn(fast, 1000), ticksIn(slow, 1000)])
    expect(many).toBeGreaterThan(1500)
    expect(few).toBeLessThan(20)
  })

  it('sends no ticks at a rate of 0', async () => {
    const client = await open('/ticker')
    client.send({ type: 'rate', perSecond: 0 })
    await vi.waitFor(() => expect(client.ofType('rate')).toHaveLength(2))
    expect(await ticksIn(client, 200)).toBe(0)
  })

  it.each(['{', '{"type":"rate","perSecond":1e9}', '{"type":"rate","perSecond":"7"}', '{"type":"rate"}', '[]'])(
    'answers %s with an error message',
    async (text) => {
      const client = await open('/ticker')
      client.send(text)
      await vi.waitFor(() => expect(client.ofType('error')).toHaveLength(1))
    },
  )
})

describe('/counter', () => {
  const pidOf = (texts: readonly string[]): number => Number(/^process (\d+) started$/.exec(texts[0] ?? '')?.[1])

  const isAlive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }

  it('turns each stdout line of its own process into a message', async () => {
    const [one, two] = [await open('/counter'), await open('/counter')]
    await vi.waitFor(() => expect(one.texts.length).toBeGreaterThanOrEqual(3), 5000)
    await vi.waitFor(() => expect(two.texts.length).toBeGreaterThanOrEqual(1), 5000)
    expect(one.texts[1]).toMatch(/^1 {2}\d\d:\d\d:\d\d {2}memory \d+ MiB/)
    expect(one.texts[2]).toMatch(/^2 {2}/)
    expect(pidOf(one.texts)).not.toBe(pidOf(two.texts))
  })

  it('turns each message into a stdin line', async () => {
    const { send, texts } = await open('/counter')
    send('hello\nprocess')
    await vi.waitFor(() => expect(texts).toContain('read from stdin: hello process'), 5000)
  })

  it('kills the process when its socket closes', async () => {
    const { socket, texts } = await open('/counter')
    await vi.waitFor(() => expect(texts.length).toBeGreaterThan(0), 5000)
    const pid = pidOf(texts)
    expect(isAlive(pid)).toBe(true)
    socket.terminate()
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 5000)
  })

  it('closes the socket when the process ends', async () => {
    const { closed, texts } = await open('/counter')
    await vi.waitFor(() => expect(texts.length).toBeGreaterThan(0), 5000)
    process.kill(pidOf(texts), 'SIGKILL')
    expect((await closed)[0]).toBe(1000)
  })
})
