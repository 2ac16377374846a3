import { expect, it, vi } from 'vitest'
import type { CloseInfo } from 'websocket-store'
import { connectTo, serve, serveRaw } from '../support/per-test'
import { closeFrame, upgradesWith } from '../support/raw-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

/** The delay of the retry after the server closed with this code, with a fixed random number. */
async function delayAfter(code: number): Promise<number> {
  vi.spyOn(Math, 'random').mockReturnValue(0.5)
  const server = await serve()
  const connection = connectTo(server.url, { reconnect: true })
  connection.connect()
  await untilPhase(connection, 'open')
  server.closeAll(code)
  const retryAt = await waitFor(() => connection.getSnapshot().retryAt)
  const delayMs = retryAt - Date.now()
  connection.dispose()
  return delayMs
}

it.each([1012, 1013])('waits longer after %i than after an ordinary loss', async (code) => {
  expect(await delayAfter(1011)).toBeLessThanOrEqual(500)
  expect(await delayAfter(code)).toBeGreaterThan(1000)
})

it.each([1000, 1001, 1011, 1012, 1014, 3333, 4999])('dials again after %i', async (code) => {
  const server = await serve()
  const connection = connectTo(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  server.closeAll(code)
  await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
  expect(connection.getSnapshot().lastClose?.code).toBe(code)
})

it.each([1008, 1009, 4400, 4404])('does not retry after %i and emits an error, until connect()', async (code) => {
  const server = await serve()
  const connection = connectTo(server.url)
  const errors: unknown[] = []
  connection.on('error', (error) => void errors.push(error))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.retain()
  server.closeAll(code, 'because')
  const { error, lastClose } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'closed', fatal: true, message: expect.stringContaining(String(code)) })
  expect(errors).toEqual([error])
  expect(lastClose).toEqual({ code, reason: 'because', wasClean: true })
  await pause(50)
  expect(server.requests).toHaveLength(1)
  connection.connect()
  await waitFor(() => server.opened === 2)
})

it.each([4401, 4403, 3000, 3003])('calls the url function once more after %i, and stays open when the new url works', async (code) => {
  const server = await serve({
    onConnection: (socket, { url }) => url === '/?token=1' && socket.close(code),
  })
  let tokens = 0
  const connection = connectTo(() => `${server.url}/?token=${++tokens}`)
  connection.connect()
  await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
  await pause(30)
  expect(connection.getSnapshot().phase).toBe('open')
  expect(tokens).toBe(2)
})

it('stops when the second token also gets 4401', async () => {
  const server = await serve({ onConnection: (socket) => socket.close(4401, 'who are you?') })
  let tokens = 0
  const connection = connectTo(async () => `${server.url}/?token=${++tokens}`)
  connection.connect()
  await untilPhase(connection, 'closed')
  await pause(50)
  expect({ tokens, opened: server.opened }).toEqual({ tokens: 2, opened: 2 })
  expect(connection.getSnapshot().error).toMatchObject({ code: 'closed', fatal: true })
})

it('refreshes again after a later 4401 when the connection was stable in between', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { reconnect: { delay: () => 5, stableAfterMs: 30 } })
  connection.connect()
  for (let round = 1; round <= 3; round++) {
    await waitFor(() => server.opened === round && connection.getSnapshot().phase === 'open')
    await waitFor(() => connection.getSnapshot().attempt === 0)
    await pause(60)
    server.closeAll(4401)
  }
  await waitFor(() => server.opened === 4 && connection.getSnapshot().phase === 'open')
})

it('follows shouldReconnect instead of the code', async () => {
  const server = await serve()
  const calls: [CloseInfo, number][] = []
  const connection = connectTo(server.url, {
    reconnect: {
      delay: () => 5,
      shouldReconnect(close, attempt) {
        calls.push([close, attempt])
        return close.code === 1008
      },
    },
  })
  connection.connect()
  await untilPhase(connection, 'open')
  server.closeAll(1008)
  await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
  server.closeAll(1001)
  await untilPhase(connection, 'closed')
  expect(calls.map(([{ code }, attempt]) => [code, attempt])).toEqual([[1008, 0], [1001, 1]])
})

it.each([0, 999, 1004, 1005, 1015, 2999, 5000, 65535])('handles the close code %i, which no server may send', async (code) => {
  const server = await serveRaw(upgradesWith(closeFrame(code)))
  const connection = connectTo(server.url)
  connection.connect()
  await waitFor(() => server.accepted >= 3)
  expect(connection.getSnapshot().attempt).toBeGreaterThanOrEqual(2)
})
