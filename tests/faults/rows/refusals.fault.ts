import { expect } from 'vitest'
import type { AttemptContext } from 'websocket-store'
import { untilPhase, waitFor } from '../../support/wait-for'
import { fault } from '../kit/fault'
import { misbehave } from '../kit/laboratory'
import { answer, fin, upgrade, works, type Program, type Step } from '../kit/steps'
import { connected, expectPaced } from '../kit/watched'

const refusedWith = (status: number, headers?: Record<string, string>): Program => [answer(status, headers), fin]

/** Opens in the end, and was patient until then. */
async function expectPatience(server: Awaited<ReturnType<typeof misbehave>>): Promise<void> {
  const { connection, told } = connected(server.url)
  await untilPhase(connection, 'open')
  const lines = await server.seen()
  expect(told).toEqual([...Array<string>(lines.length - 1).fill('error connect-failed'), 'open'])
  expectPaced(lines)
}

for (const status of [401, 403])
  fault(4, `asks the url function for a fresh token before each retry, paced (${status})`, async () => {
    const [strict, open] = [await misbehave(refusedWith(status)), await misbehave(works)]
    const asked: number[] = []
    const withToken = async ({ attempt }: AttemptContext) => {
      asked.push(attempt)
      return `${attempt < 3 ? strict.url : open.url}?token=${asked.length}`
    }
    const { connection, told } = connected(withToken)
    await untilPhase(connection, 'open')
    expect(told).toEqual(['error connect-failed', 'error connect-failed', 'error connect-failed', 'open'])
    expect(asked).toEqual([0, 1, 2, 3])
    // Node 24 answers a 401 with dials of its own, within one attempt of ours.
    const firsts = (await strict.seen()).filter(({ path }, index, all) => path !== all[index - 1]?.path)
    expect(firsts.map(({ path }) => path)).toEqual(['/?token=1', '/?token=2', '/?token=3'])
    expectPaced(firsts)
  })

fault(5, 'keeps trying, paced', async () => {
  const tooMany = refusedWith(429, { 'Retry-After': '0' })
  const overloaded = refusedWith(503, { 'Retry-After': '0' })
  await expectPatience(await misbehave(tooMany, overloaded, tooMany, overloaded, works))
})

fault(6, 'keeps trying, paced', async () => {
  const wrongAccept: Step[] = [upgrade({ accept: 'bm90IHRoZSBrZXkgYXQgYWxs' })]
  await expectPatience(await misbehave(refusedWith(200), wrongAccept, refusedWith(200), wrongAccept, works))
})

fault(
  6,
  'keeps trying, paced, and follows no redirect',
  async () => {
    const elsewhere = await misbehave(works)
    const redirect = refusedWith(302, { Location: elsewhere.url.replace('ws:', 'http:') })
    await expectPatience(await misbehave(redirect, redirect, redirect, works))
    expect(await elsewhere.seen()).toEqual([])
  },
  { except: { webkit: 'it follows the redirect by itself' } },
)

fault(7, 'takes the protocol that the server chose among those offered', async () => {
  const server = await misbehave([upgrade({ protocol: 'b' }), { do: 'behave' }])
  const { connection, told } = connected(server.url, { protocols: ['a', 'b'] })
  await untilPhase(connection, 'open')
  expect(connection.getSnapshot().protocol).toBe('b')
  expect((await server.seen())[0]?.protocols.replaceAll(' ', '')).toBe('a,b')
  expect(told).toEqual(['open'])
})

fault(7, 'fails the attempt with a clear error when the server chose another', async () => {
  const server = await misbehave([upgrade({ protocol: 'other' }), { do: 'behave' }])
  const { connection, told, errors } = connected(server.url, { protocols: ['a', 'b'] })
  await waitFor(() => errors.length >= 2)
  expect(new Set(told)).toEqual(new Set(['error connect-failed']))
  expect(errors[0]?.message).toContain('could not be opened')
  expect(connection.socket?.readyState).not.toBe(1)
})

fault(7, 'says so when the server chose none', async () => {
  const server = await misbehave(works)
  const { connection, errors } = connected(server.url, { protocols: ['a', 'b'] })
  await waitFor(() => errors.length >= 1)
  // Some engines fail the handshake (WHATWG WebSockets §4.1), others open; then the comparison is ours.
  const hasOpened = connection.getSnapshot().phase === 'open'
  expect(errors[0]?.code).toBe(hasOpened ? 'protocol-mismatch' : 'connect-failed')
})
