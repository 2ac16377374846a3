import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, it } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import { serve } from '../support/react-peers'

// A result belongs to the render that created it. A read in a later render of a child looks like a read in an event handler,
// and the hook does not track those. A child that calls the hook itself tracks its own reads.
function Details({ url }: { url: string }) {
  const socket = useWebSocket(url)
  const [isShown, setShown] = useState(false)
  return <button onClick={() => setShown(true)}>{isShown ? `data ${String(socket.data)}` : 'show'}</button>
}

it('tracks a field that a child first reads in a later render, when the child calls the hook itself', async () => {
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
