import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { startDemoServer, type DemoServer } from '../../demo/server/server'
import type { Stats } from '../../demo/protocol'

let server: DemoServer
const sockets: WebSocket[] = []

beforeEach(async () => {
  const page = Promise.resolve(new Map([['/index.html', { type: 'text/html', body: Buffer.from('<p>page</p>') }]]))
  server = await startDemoServer({ host: '127.0.0.1', port: 0, page })
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate()
  await server.close()
})

const http = (path: string, init?: RequestInit): Promise<Response> => fetch(`http://127.0.0.1:${server.port}${path}`, init)

const post = (fault: string, body: unknown): Promise<Response> =>
  http(`/faults/${fault}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

const stats = async (tab = ''): Promise<Stats> => (await (await http(`/stats?tab=${tab}`)).json()) as Stats

const dial = (path: string, options: { origin?: string } = {}) => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, options)
  sockets.push(socket)
  const texts: string[] = []
  socket.on('message', (data: Buffer) => texts.push(data.toString('utf8')))
  socket.on('error', () => undefined)
  const messages = (): Record<string, unknown>[] => texts.map((text) => JSON.parse(text) as Record<string, unknown>)
  const ofType = (type: string) => messages().filter((message) => message['type'] === type)
  const send = (value: unknown): void => socket.send(typeof value === 'string' ? value : JSON.stringify(value))
  // Not `once`, which would reject for the `error` that comes before.
  const closed = new Promise<[number, Buffer]>((resolve) => {
    socket.once('close', (code, reason) => resolve([code, reason]))
  })
  return { socket, texts, ofType, send, closed }
}

const open = async (path: string) => {
  const client = dial(path)
  await once(client.socket, 'open')
  return client
}

describe('/echo', () => {
  it('sends text and bytes back as they came', async () => {
    const { socket, texts } = await open('/echo')
    socket.send('not { json')
    await vi.waitFor(() => expect(texts).toEqual(['not { json']))
    const reply = once(socket, 'message') as Promise<[Buffer, boolean]>
    socket.send(Buffer.from([0, 255]))
    expect(await reply).toEqual([Buffer.from([0, 255]), true])
  })

  it('answers ping with pong, as every path does', async () => {
    for (const path of ['/echo', '/chat', '/ticker', '/counter']) {
      const { send, texts } = await open(path)
      send('ping')
      await vi.waitFor(() => expect(texts).toContain('pong'))
    }
  })

  it('closes with 1009 on a frame over 64 KiB and lives on', async () => {
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

  it('lets several people talk and says who is here', async () => {
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

  it('takes whoever closes off the list', async () => {
    const ada = await join('Ada')
    const bob = await join('Bob')
    bob.socket.close()
    await vi.waitFor(() => expect(ada.ofType('people').at(-1)).toEqual({ type: 'people', people: ['Ada'] }))
  })

  it('keeps the last 50 notes for those who come later', async () => {
    const ada = await join('Ada')
    for (let n = 1; n <= 60; n += 1) ada.send({ type: 'say', text: `note ${n}` })
    await vi.waitFor(() => expect(ada.ofType('note')).toHaveLength(60))
    const late = await open('/chat')
    late.send({ type: 'history' })
    await vi.waitFor(() => expect(late.ofType('history')).toHaveLength(1))
    const notes = late.ofType('history')[0]?.['notes'] as { text: string }[]
    expect(notes.map((note) => note.text)).toEqual(Array.from({ length: 50 }, (_, n) => `note ${n + 11}`))
  })

  it('lets a name be changed by joining again', async () => {
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
  const ticksIn = async (client: Awaited<ReturnType<typeof open>>, durationMs: number): Promise<number> => {
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

  it('sends thousands a second to the client that asks for them, and to nobody else', async () => {
    const fast = await open('/ticker')
    const slow = await open('/ticker')
    fast.send({ type: 'rate', perSecond: 3000 })
    await vi.waitFor(() => expect(fast.ofType('rate').at(-1)).toEqual({ type: 'rate', perSecond: 3000 }))
    const [many, few] = await Promise.all([ticksIn(fast, 1000), ticksIn(slow, 1000)])
    expect(many).toBeGreaterThan(1500)
    expect(few).toBeLessThan(20)
  })

  it('is quiet at a rate of 0', async () => {
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

  it('kills the process with its socket', async () => {
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

describe('/stats', () => {
  it('counts the sockets that are open, by path and by page', async () => {
    await open('/chat?tab=a')
    const ticker = await open('/ticker?tab=a')
    await open('/ticker')
    expect(await stats('a')).toEqual({
      sockets: 3,
      paths: { '/echo': 0, '/chat': 1, '/ticker': 2, '/counter': 0 },
      tab: { sockets: 2, opened: 2 },
    })
    ticker.socket.close()
    await ticker.closed
    await vi.waitFor(async () => expect((await stats('a')).tab).toEqual({ sockets: 1, opened: 2 }))
    expect((await stats('__proto__')).tab).toEqual({ sockets: 0, opened: 0 })
  })
})

describe('faults', () => {
  it('drop terminates the sockets of that path only', async () => {
    const [chat, echo] = [await open('/chat'), await open('/echo')]
    expect(await (await post('drop', { path: '/chat' })).json()).toEqual({ fault: 'drop', path: '/chat', sockets: 1 })
    expect((await chat.closed)[0]).toBe(1006)
    expect(echo.socket.readyState).toBe(WebSocket.OPEN)
    await open('/chat')
  })

  it('refuse answers upgrades with 503 until its time is over', async () => {
    const { closed } = await open('/chat')
    await post('refuse', { path: '/chat', ms: 300 })
    await closed
    const [error] = (await once(dial('/chat').socket, 'error')) as [Error]
    expect(error.message).toMatch(/503/)
    await open('/echo')
    await sleep(350)
    await open('/chat')
  })

  it('silent answers nothing, pings and upgrades included, without closing', async () => {
    const client = await open('/ticker')
    await vi.waitFor(() => expect(client.ofType('tick').length).toBeGreaterThan(0))
    await post('silent', { path: '/ticker', ms: 600 })
    await sleep(50)
    const before = client.texts.length
    let pongs = 0
    client.socket.on('pong', () => (pongs += 1))
    client.send('ping')
    client.socket.ping()
    const late = dial('/ticker')
    await sleep(300)
    expect(client.texts).toHaveLength(before)
    expect(pongs).toBe(0)
    expect(client.socket.readyState).toBe(WebSocket.OPEN)
    expect(late.socket.readyState).toBe(WebSocket.CONNECTING)
    await vi.waitFor(() => expect(client.texts).toContain('pong'), 2000)
    await vi.waitFor(() => expect(pongs).toBe(1))
    await vi.waitFor(() => expect(late.socket.readyState).toBe(WebSocket.OPEN))
  })

  it('lets the server end while an upgrade waits for the silence to end', async () => {
    await post('silent', { path: '/chat' })
    const waiting = dial('/chat')
    await sleep(50)
    await server.close()
    expect((await waiting.closed)[0]).toBe(1006)
  })

  it('heal ends refusing and silence at once', async () => {
    await post('refuse', { path: '/chat' })
    const client = await open('/echo')
    await post('silent', { path: '/echo' })
    await post('heal', { path: '/chat' })
    await post('heal', { path: '/echo' })
    await open('/chat')
    client.send('still here')
    await vi.waitFor(() => expect(client.texts).toEqual(['still here']))
  })

  it('close sends the chosen code and reason', async () => {
    const { closed } = await open('/chat')
    await post('close', { path: '/chat', code: 4001, reason: 'as you wish' })
    const [code, reason] = await closed
    expect([code, reason.toString()]).toEqual([4001, 'as you wish'])
  })

  it.each(['/echo', '/chat', '/ticker', '/counter'])('flood sends exactly so many frames on %s', async (path) => {
    const client = await open(path)
    if (path === '/ticker') client.send({ type: 'rate', perSecond: 0 })
    await sleep(50)
    const before = client.texts.length
    await post('flood', { path, count: 10_000 })
    await vi.waitFor(() => expect(client.texts.length - before).toBeGreaterThanOrEqual(10_000), 10_000)
    await sleep(50)
    // The process of /counter goes on writing meanwhile.
    expect(client.texts.length - before).toBeLessThanOrEqual(path === '/counter' ? 10_010 : 10_000)
  }, 20_000)

  it('waits for a reader that does not read, and loses nothing', async () => {
    const { socket, send, texts } = await open('/ticker')
    send({ type: 'rate', perSecond: 0 })
    await vi.waitFor(() => expect(texts.at(-1)).toContain('"perSecond":0'))
    const before = texts.length
    socket.pause()
    await post('flood', { path: '/ticker', count: 200_000 })
    await sleep(500)
    expect(texts).toHaveLength(before)
    socket.resume()
    await vi.waitFor(() => expect(texts).toHaveLength(before + 200_000), 20_000)
  }, 30_000)

  it.each([
    ['drop', {}],
    ['drop', { path: '/nowhere' }],
    ['drop', null],
    ['close', { path: '/chat', code: 1006 }],
    ['close', { path: '/chat', code: 99 }],
    ['close', { path: '/chat', code: 4000, reason: 'é'.repeat(62) }],
    ['flood', { path: '/chat', count: 1e9 }],
    ['flood', { path: '/chat', count: 0.5 }],
    ['silent', { path: '/chat', ms: 1e9 }],
  ])('%s with %j is refused with a reason', async (fault, body) => {
    const response = await post(fault, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.any(String) })
  })
})

describe('HTTP', () => {
  it('serves the page and nothing else', async () => {
    expect(await (await http('/')).text()).toBe('<p>page</p>')
    expect((await http('/../package.json')).status).toBe(404)
    expect((await http('/faults/nothing')).status).toBe(404)
    expect((await http('/faults/drop')).status).toBe(405)
    expect((await http('/', { method: 'DELETE' })).status).toBe(405)
    expect((await http('/', { method: 'HEAD' })).headers.get('content-length')).toBe('11')
  })

  it('refuses a body that is no JSON, too long, or that a form of another site could send', async () => {
    const send = (body: string, type = 'application/json') =>
      http('/faults/drop', { method: 'POST', headers: { 'content-type': type }, body })
    expect((await send('{')).status).toBe(400)
    expect((await send(`"${'x'.repeat(5000)}"`)).status).toBe(400)
    expect((await send('{"path":"/chat"}', 'text/plain')).status).toBe(400)
  })

  it('refuses sockets of other sites and of unknown paths', async () => {
    const statusOf = async (client: ReturnType<typeof dial>): Promise<string> =>
      ((await once(client.socket, 'error')) as [Error])[0].message
    expect(await statusOf(dial('/echo', { origin: 'https://elsewhere.example' }))).toMatch(/403/)
    expect(await statusOf(dial('/echo', { origin: 'null' }))).toMatch(/403/)
    expect(await statusOf(dial('/nowhere'))).toMatch(/404/)
    const same = dial('/echo', { origin: `http://127.0.0.1:${server.port}` })
    await once(same.socket, 'open')
  })

  it('survives a client that speaks nonsense', async () => {
    const raw = connect(server.port, '127.0.0.1')
    raw.on('error', () => undefined).resume()
    raw.write('GET //:bad HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    raw.write('\x00\x01')
    await once(raw, 'close')
    const { socket, closed } = await open('/echo')
    // A frame with a reserved bit (RFC 6455 §5.2).
    ;(socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]))
    await closed
    await open('/echo')
  })
})
