import { expect } from 'vitest'
import type { AttemptContext } from 'websocket-store'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { scriptedServer } from '../kit/laboratory'
import { answer, fin, upgrade, works, type Program, type Step } from '../kit/steps'
import { connected, expectPaced } from '../kit/watched'

const refusedWith = (status: number, headers?: Record<string, string>): Program => [answer(status, headers), fin]

/** Expects that the connection retries with delays until it opens. */
async function expectPacedUntilOpen(server: Awaited<ReturnType<typeof scriptedServer>>): Promise<void> {
  const { connection, events } = connected(server.url)
  await untilPhase(connection, 'open')
  const sockets = await server.seen()
  expect(events).toEqual([...Array<string>(sockets.length - 1).fill('error connect-failed'), 'open'])
  expectPaced(sockets)
}

for (const status of [401, 403])
  fault(4, `calls the url function for a new token before each retry, with delays (${status})`, async () => {
    const [strict, open] = [await scriptedServer(refusedWith(status)), await scriptedServer(works)]
    const attempts: number[] = []
    const withToken = async ({ attempt }: AttemptContext) => {
      attempts.push(attempt)
      return `${attempt < 3 ? strict.url : open.url}?token=${attempts.length}`
    }
    const { connection, events } = connected(withToken)
    await untilPhase(connection, 'open')
    expect(events).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
    expect(attempts).toEqual([0, 1, 2, 3])
    // After a 401, Node 24 itself dials again, within one attempt of the connection.
    const firsts = (await strict.seen()).filter(({ path }, index, all) => path !== all[index - 1]?.path)
    expect(firsts.map(({ path }) => path)).toEqual(['/?token=1', '/?token=2', '/?token=3'])
    expectPaced(firsts)
  })

fault(5, 'retries with delays until it opens', async () => {
  const tooMany = refusedWith(429, { 'Retry-After': '0' })
  const overloaded = refusedWith(503, { 'Retry-After': '0' })
  await expectPacedUntilOpen(await scriptedServer(tooMany, overloaded, tooMany, overloaded, works))
})

fault(6, 'retries with delays until it opens', async () => {
  const wrongAccept: Step[] = [upgrade({ accept: 'bm90IHRoZSBrZXkgYXQgYWxs' })]
  await expectPacedUntilOpen(await scriptedServer(refusedWith(200), wrongAccept, refusedWith(200), wrongAccept, works))
})

fault(
  6,
  'retries with delays, and follows no redirect',
  async () => {
    const elsewhere = await scriptedServer(works)
    const redirect = refusedWith(302, { Location: elsewhere.url.replace('ws:', 'http:') })
    await expectPacedUntilOpen(await scriptedServer(redirect, redirect, redirect, works))
    expect(await elsewhere.seen()).toEqual([])
  },
  { except: { webkit: 'it follows the redirect' } },
)

fault(7, 'accepts a protocol that it offered and the server chose', async () => {
  const server = await scriptedServer([upgrade({ protocol: 'b' }), { do: 'behave' }])
  const { connection, events } = connected(server.url, { protocols: ['a', 'b'] })
  await untilPhase(connection, 'open')
  expect(connection.getSnapshot().protocol).toBe('b')
  expect((await server.seen())[0]?.protocols.replaceAll(' ', '')).toBe('a,b')
  expect(events).toEqual(['open'])
})

fault(7, 'fails the attempt with a clear error when the server chooses another protocol', async () => {
  const server = await scriptedServer([upgrade({ protocol: 'other' }), { do: 'behave' }])
  const { connection, events, errors } = connected(server.url, { protocols: ['a', 'b'] })
  await waitFor(() => errors.length >= 2)
  expect(new Set(events)).toEqual(new Set(['error connect-failed']))
  expect(errors[0]?.message).toContain('could not be opened')
  expect(connection.socket?.readyState).not.toBe(1)
})

fault(7, 'reports an error when the server chooses no protocol', async () => {
  const server = await scriptedServer(works)
  const { connection, errors } = connected(server.url, { protocols: ['a', 'b'] })
  await waitFor(() => errors.length >= 1)
  // Some engines fail the handshake (WHATWG WebSockets §4.1). Others open, and then the library compares the protocols.
  const hasOpened = connection.getSnapshot().phase === 'open'
  expect(errors[0]?.code).toBe(hasOpened ? 'protocol-mismatch' : 'connect-failed')
})
