import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { useDemoServer } from './use-demo-server'

const { open, dial, post, postJson, close } = useDemoServer()

describe('faults', () => {
  it('drop terminates the sockets of that path only', async () => {
    const [chat, echo] = [await open('/chat'), await open('/echo')]
    expect(await (await post('drop', { path: '/chat' })).json()).toEqual({ fault: 'drop', path: '/chat', sockets: 1 })
    expect((await chat.closed)[0]).toBe(1006)
    expect(echo.socket.readyState).toBe(WebSocket.OPEN)
    await open('/chat')
  })

  it('refuse answers upgrades with 503 until its duration ends', async () => {
    const { closed } = await open('/chat')
    await post('refuse', { path: '/chat', ms: 300 })
    await closed
    const [error] = (await once(dial('/chat').socket, 'error')) as [Error]
    expect(error.message).toMatch(/503/)
    await open('/echo')
    await sleep(350)
    await open('/chat')
  })

  it('silent keeps sockets open but answers no messages, pings or upgrades', async () => {
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

  it('silent does not prevent the server from closing while an upgrade is pending', async () => {
    await post('silent', { path: '/chat' })
    const waiting = dial('/chat')
    await sleep(50)
    await close()
    expect((await waiting.closed)[0]).toBe(1006)
  })

  it('restore ends refuse and silent immediately', async () => {
    await post('refuse', { path: '/chat' })
    const client = await open('/echo')
    await post('silent', { path: '/echo' })
    await post('restore', { path: '/chat' })
    await post('restore', { path: '/echo' })
    await open('/chat')
    client.send('still here')
    await vi.waitFor(() => expect(client.texts).toEqual(['still here']))
  })

  it('close sends the chosen code and reason', async () => {
    const { closed } = await open('/chat')
    await post('close', { path: '/chat', code: 4001, reason: 'requested' })
    const [code, reason] = await closed
    expect([code, reason.toString()]).toEqual([4001, 'requested'])
  })

  it.each(['/echo', '/chat', '/ticker', '/counter'])('flood sends exactly the requested number of frames on %s', async (path) => {
    const client = await open(path)
    if (path === '/ticker') client.send({ type: 'rate', perSecond: 0 })
    await sleep(50)
    const before = client.texts.length
    await post('flood', { path, count: 10_000 })
    await vi.waitFor(() => expect(client.texts.length - before).toBeGreaterThanOrEqual(10_000), 10_000)
    await sleep(50)
    // The process of /counter continues to write during the flood.
    expect(client.texts.length - before).toBeLessThanOrEqual(path === '/counter' ? 10_010 : 10_000)
  }, 20_000)

  it('flood waits while the client does not read, and loses no frame', async () => {
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

  it('rejects a body that is not an object, and one without a session', async () => {
    for (const body of [null, [], 7, { path: '/chat' }]) expect((await postJson('drop', body)).status).toBe(400)
  })

  it.each([
    ['drop', {}],
    ['drop', { path: '/nowhere' }],
    ['drop', { path: '/chat', session: 'short' }],
    ['close', { path: '/chat', code: 1006 }],
    ['close', { path: '/chat', code: 99 }],
    ['close', { path: '/chat', code: 4000, reason: 'é'.repeat(62) }],
    ['flood', { path: '/chat', count: 1e9 }],
    ['flood', { path: '/chat', count: 0.5 }],
    ['silent', { path: '/chat', ms: 1e9 }],
  ])('%s with %j is rejected with an error message', async (fault, body) => {
    const response = await post(fault, body)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.any(String) })
  })
})
