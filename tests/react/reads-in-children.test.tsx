import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import { serve } from '../support/react-peers'

// A result belongs to the render that made it: nobody tells a read in a child's later render from one in an event handler,
// which is not to be followed. A child that reads for itself follows what it reads.
function Details({ url }: { url: string }) {
  const socket = useWebSocket(url)
  const [isShown, setShown] = useState(false)
  return <button onClick={() => setShown(true)}>{isShown ? `data ${String(socket.data)}` : 'show'}</button>
}

it('follows a field that a child of its own hook begins to read in a later render', async () => {
  const server = await serve()
  function Parent() {
    const { phase } = useWebSocket(server.url)
    return (
      <>
        <p>{phase}</p>
        <Details url={server.url} />
      </>
    )
  }
  render(<Parent />)
  await screen.findByText('open')
  fireEvent.click(screen.getByText('show'))
  expect(screen.getByText('data undefined')).toBeTruthy()
  server.broadcast('news')
  await screen.findByText('data news')
  expect(server.opened).toBe(1)
})
