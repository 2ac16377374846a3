import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { countOpened, createSessions } from '../../demo/server/sessions'
import { useDemoServer } from './use-demo-server'

const { open, dial, post, stats } = useDemoServer()

const ONE = { session: 'visitor_one' }
const TWO = { session: 'visitor_two' }

describe('two visitors', () => {
  it.each([
    ['drop', {}],
    ['refuse', {}],
    ['close', { code: 4000 }],
  ])('%s closes the sockets of its own session only', async (fault, options) => {
    const [one, two] = [await open('/chat', ONE), await open('/chat', TWO)]
    const response = await post(fault, { path: '/chat', ...options }, ONE.session)
    expect(await response.json()).toEqual({ fault, path: '/chat', sockets: 1 })
    await one.closed
    expect(two.socket.readyState).toBe(WebSocket.OPEN)
    await open('/chat', TWO)
  })

  it('refuse answers 503 to its own session only', async () => {
    await post('refuse', { path: '/echo' }, ONE.session)
    expect(((await once(dial('/echo', ONE).socket, 'error')) as [Error])[0].message).toMatch(/503/)
    await open('/echo', TWO)
  })

  it('silent stops the answers to its own session only, and restore ends the silence of its own session only', async () => {
    const [one, two] = [await open('/echo', ONE), await open('/echo', TWO)]
    await post('silent', { path: '/echo' }, ONE.session)
    await post('restore', { path: '/echo' }, TWO.session)
    for (const { send } of [one, two]) send('hello')
    await vi.waitFor(() => expect(two.texts).toEqual(['hello']))
    await sleep(100)
    expect(one.texts).toEqual([])
    await post('restore', { path: '/echo' }, ONE.session)
    await vi.waitFor(() => expect(one.texts).toEqual(['hello']))
  })

  it('flood sends to its own session only', async () => {
    const [one, two] = [await open('/echo', ONE), await open('/echo', TWO)]
    await post('flood', { path: '/echo', count: 100 }, ONE.session)
    await vi.waitFor(() => expect(one.texts).toHaveLength(100))
    expect(two.texts).toEqual([])
  })

  it('have a chat room and a market each', async () => {
    const [one, tab, two] = [await open('/chat', ONE), await open('/chat', ONE), await open('/chat', TWO)]
    for (const { send } of [one, tab, two]) send({ type: 'join', name: 'Ada' })
    for (const client of [one, tab, two]) await vi.waitFor(() => expect(client.ofType('welcome')).toHaveLength(1))
    one.send({ type: 'say', text: 'hello' })
    await vi.waitFor(() => expect(tab.ofType('note')).toHaveLength(1))
    expect(two.ofType('note')).toEqual([])

    const markets = [await open('/market', ONE), await open('/market', TWO)]
    markets[0]!.send({ type: 'rate', perSecond: 7 })
    await vi.waitFor(() => expect(markets[0]!.ofType('rate')).toHaveLength(1))
    expect(markets[1]!.ofType('rate')).toEqual([])
  })

  it('have a limit of sockets each', async () => {
    for (let n = 0; n < 50; n += 1) await open('/echo', ONE)
    expect(((await once(dial('/echo', ONE).socket, 'error')) as [Error])[0].message).toMatch(/503/)
    await open('/echo', TWO)
    expect((await stats()).sockets).toBe(51)
  })

  it('have a limit of processes each', async () => {
    for (let n = 0; n < 4; n += 1) await open('/counter', ONE)
    expect((await (await open('/counter', ONE)).closed)[0]).toBe(1013)
    const { texts } = await open('/counter', TWO)
    await vi.waitFor(() => expect(texts[0]).toMatch(/^process \d+ started$/), 5000)
  })
})

describe('the sessions', () => {
  const setUp = (maxSessions: number) => {
    const clock = { ms: 0 }
    return { clock, sessions: createSessions({ now: () => clock.ms, maxSessions }) }
  }
  type Session = NonNullable<ReturnType<ReturnType<typeof createSessions>['use']>>
  const connect = (session: Session | undefined): unknown => session?.clients.add({} as never)

  it('forget a session without sockets after ten minutes without use', () => {
    const { clock, sessions } = setUp(10)
    const [idle, connected] = [sessions.use('idle'), sessions.use('connected')]
    connect(connected)
    clock.ms += 9 * 60_000
    expect(sessions.find('idle')).toBe(idle)
    clock.ms += 10 * 60_000
    sessions.use('another')
    expect(sessions.find('idle')).toBeUndefined()
    expect(sessions.find('connected')).toBe(connected)
    sessions.dispose()
  })

  it('forget the least recently used one without sockets when there are too many', () => {
    const { sessions } = setUp(3)
    connect(sessions.use('first'))
    sessions.use('second')
    sessions.use('third')
    sessions.find('second')
    sessions.use('fourth')
    expect(['first', 'second', 'third', 'fourth'].map((id) => sessions.find(id) !== undefined)).toEqual([true, true, false, true])
    sessions.dispose()
  })

  it('do not start another one when all have sockets', () => {
    const { sessions } = setUp(2)
    for (const id of ['first', 'second']) connect(sessions.use(id))
    expect(sessions.use('third')).toBeUndefined()
    sessions.dispose()
  })

  it('count the sockets of the last 50 tabs of a session', () => {
    const { sessions } = setUp(1)
    const session = sessions.use('first')!
    for (let n = 0; n < 60; n += 1) countOpened(session, `tab ${n}`)
    countOpened(session, 'tab 59')
    expect(session.openedByTab.size).toBe(50)
    expect(session.openedByTab.get('tab 59')).toBe(2)
    sessions.dispose()
  })
})
