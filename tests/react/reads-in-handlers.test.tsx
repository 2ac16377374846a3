import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { serve, settle } from '../support/react-peers'

it('reads the latest state in every event handler, for fields that are not rendered', async () => {
  const server = await serve()
  const read: unknown[] = []
  let renders = 0
  function Quiet() {
    const socket = useWebSocket(server.url)
    renders++
    return <button onClick={() => read.push(socket.readyState, socket.data)}>read</button>
  }
  render(<Quiet />)
  await waitFor(() => expect(server.alive).toBe(1))
  await settle()
  for (let clicks = 0; clicks < 2; clicks++) fireEvent.click(screen.getByText('read'))
  const { OPEN } = ReadyState
  expect(read).toEqual([OPEN, undefined, OPEN, undefined])
  expect(renders).toBe(1)
})
