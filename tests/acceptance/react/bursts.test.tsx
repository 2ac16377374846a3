import { render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useMessages, useMessage, useWebSocket } from 'websocket-store/react'
import { sendBurst } from '../../support/burst'
import { countFrames } from '../../support/frames'
import { serve } from '../../support/react-peers'

const BURST = 10_000
const SENT = Array.from({ length: BURST }, (_, index) => String(index))

it('does not render a component that reads only readyState when ten thousand messages arrive', async () => {
  const server = await serve()
  let renders = 0
  let received = 0
  function Status() {
    const { readyState, send } = useWebSocket(server.url, { reconnect: false, onMessage: () => received++ })
    renders++
    return <button onClick={() => send('hello')}>{`state ${readyState}`}</button>
  }
  render(<Status />)
  await screen.findByText('state 1')
  const before = renders
  await Promise.all([sendBurst(server, SENT), waitFor(() => expect(received).toBe(BURST))])
  expect(renders).toBe(before)

  server.terminateAll()
  await screen.findByText('state 3')
  expect(renders).toBe(before + 1)
})

it('delivers every message of a burst to onMessage and useMessages, in order, and renders data at most once per frame', async () => {
  const server = await serve()
  const toOnMessage: unknown[] = []
  const toUseMessage: unknown[] = []
  let renders = 0
  let listRenders = 0
  let list: readonly unknown[] = []

  function Latest() {
    const { data } = useWebSocket(server.url, { onMessage: (message) => toOnMessage.push(message) })
    renders++
    return <p data-testid="latest">{String(data)}</p>
  }
  function List() {
    const { connection } = useWebSocket(server.url)
    useMessage(connection, (message) => toUseMessage.push(message))
    list = useMessages(connection, { limit: BURST })
    listRenders++
    return <p data-testid="count">{list.length}</p>
  }
  render(
    <>
      <Latest />
      <List />
    </>,
  )
  await waitFor(() => expect(server.alive).toBe(1))
  await waitFor(() => expect(screen.getByTestId('latest').textContent).toBe('undefined'))

  const before = { renders, listRenders }
  const frames = countFrames()
  await Promise.all([sendBurst(server, SENT), waitFor(() => expect(toOnMessage).toHaveLength(BURST))])
  await waitFor(() => expect(screen.getByTestId('latest').textContent).toBe(String(BURST - 1)))
  await waitFor(() => expect(screen.getByTestId('count').textContent).toBe(String(BURST)))

  expect(toOnMessage).toEqual(SENT)
  expect(toUseMessage).toEqual(SENT)
  expect(list).toEqual(SENT)
  // Two extra renders are possible: the first message renders at once, and so does the open.
  expect(renders - before.renders).toBeLessThanOrEqual(frames.count + 2)
  expect(listRenders - before.listRenders).toBeLessThanOrEqual(frames.count + 2)
  expect(renders).toBeGreaterThan(before.renders + 1)
})
