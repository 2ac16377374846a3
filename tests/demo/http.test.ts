import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { useDemoServer, type DemoClient } from './use-demo-server'

const { open, dial, http, port, stats } = useDemoServer()

describe('/stats', () => {
  it('counts the open sockets for each path and for each tab', async () => {
    await open('/chat', { tab: 'a' })
    const ticker = await open('/ticker', { tab: 'a' })
    await open('/ticker')
    expect(await stats('a')).toEqual({
      sockets: 3,
      paths: { '/echo': 0, '/chat': 1, '/ticker': 2, '/counter': 0, '/market': 0 },
      tab: { sockets: 2, opened: 2 },
    })
    ticker.socket.close()
    await ticker.closed
    await vi.waitFor(async () => expect((await stats('a')).tab).toEqual({ sockets: 1, opened: 2 }))
    expect((await stats('__proto__')).tab).toEqual({ sockets: 0, opened: 0 })
    expect((await stats('a', 'another_session')).tab).toEqual({ sockets: 0, opened: 0 })
  })
})

describe('HTTP', () => {
  it('serves only the page', async () => {
    expect(await (await http('/')).text()).toBe('<p>page</p>')
    expect((await http('/../package.json')).status).toBe(404)
    expect((await http('/faults/nothing')).status).toBe(404)
    expect((await http('/faults/drop')).status).toBe(405)
    expect((await http('/', { method: 'DELETE' })).status).toBe(405)
    expect((await http('/', { method: 'HEAD' })).headers.get('content-length')).toBe('11')
  })

  it('rejects a body that is not JSON, is too long, or has a content type that a form of another site can send', async () => {
    const send = (body: string, type = 'application/json') =>
      http('/faults/drop', { method: 'POST', headers: { 'content-type': type }, body })
    expect((await send('{')).status).toBe(400)
    expect((await send(`"${'x'.repeat(5000)}"`)).status).toBe(400)
    expect((await send('{"path":"/chat"}', 'text/plain')).status).toBe(400)
  })

  it('rejects sockets from other origins, for unknown paths and without a session', async () => {
    const statusOf = async (client: DemoClient): Promise<string> =>
      ((await once(client.socket, 'error')) as [Error])[0].message
    expect(await statusOf(dial('/echo', { origin: 'https://elsewhere.example' }))).toMatch(/403/)
    expect(await statusOf(dial('/echo', { origin: 'null' }))).toMatch(/403/)
    expect(await statusOf(dial('/nowhere'))).toMatch(/404/)
    for (const session of ['', 'short', 'not a valid session']) expect(await statusOf(dial('/echo', { session }))).toMatch(/400/)
    const same = dial('/echo', { origin: `http://127.0.0.1:${port()}` })
    await once(same.socket, 'open')
  })

  it('continues to work after a client sends invalid data', async () => {
    const raw = connect(port(), '127.0.0.1')
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
