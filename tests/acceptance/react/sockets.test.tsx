import { render, screen, waitFor } from '@testing-library/react'
import { StrictMode, useEffect, useState } from 'react'
import { expect, it } from 'vitest'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { serve, settle } from '../../support/react-peers'

const MOUNTS = 1000

function Echo({ url }: { url: string }) {
  const { phase, send, connection } = useWebSocket(url)
  const messages = useMessages(connection)
  useEffect(() => void send('hello'), [send])
  return <p data-testid="echo">{`${phase}: ${messages.join(' ')}`}</p>
}

it('opens exactly one socket in StrictMode', async () => {
  const server = await serve()
  render(<Echo url={server.url} />, { wrapper: StrictMode })
  await waitFor(() => expect(screen.getByTestId('echo').textContent).toMatch(/^open: hello/))
  await settle()
  expect(server.requests).toHaveLength(1)
  expect(server.alive).toBe(1)
})

it('opens one socket for a thousand mounts and unmounts', async () => {
  const server = await serve()
  const Status = () => <p>{useWebSocket(server.url).phase}</p>
  for (let mounts = 0; mounts < MOUNTS; mounts++) {
    const { unmount } = render(<Status />)
    // Sometimes wait until the socket is open, and then leave it without a component for a moment.
    const isPause = mounts % 100 === 50
    if (isPause) await screen.findByText('open')
    unmount()
    if (isPause) await settle(10)
  }
  render(<Status />)
  await screen.findByText('open')
  expect(server.requests).toHaveLength(1)
  expect(server.alive).toBe(1)
  expect(server.closes).toEqual([])
})

it('opens one socket for a thousand keyed remounts inside one tree', async () => {
  const server = await serve()
  const Status = () => <i>{useWebSocket(server.url).phase}</i>
  function Remounting() {
    const [key, setKey] = useState(0)
    useEffect(() => {
      if (key < MOUNTS) setTimeout(() => setKey(key + 1))
    }, [key])
    return (
      <p>
        <Status key={key} />
        {key === MOUNTS && <b>done</b>}
      </p>
    )
  }
  render(<Remounting />)
  await screen.findByText('done')
  await screen.findByText('open')
  expect(server.requests).toHaveLength(1)
  expect(server.closes).toEqual([])
})

it('closes the socket after the last component unmounts and the linger ends', async () => {
  const server = await serve()
  const Status = () => <p>{useWebSocket(server.url, { lingerMs: 20 }).phase}</p>
  const { unmount } = render(<Status />)
  await screen.findByText('open')
  unmount()
  await waitFor(() => expect(server.closes).toHaveLength(1))
  expect(server.alive).toBe(0)
})
