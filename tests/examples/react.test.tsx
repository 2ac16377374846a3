// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { startEchoServer } from '../../examples/echo-server'
import { Echo } from '../../examples/react/echo'

let server: Awaited<ReturnType<typeof startEchoServer>>

beforeEach(async () => {
  server = await startEchoServer()
})
afterEach(() => {
  cleanup()
  getDefaultRegistry().dispose()
  server.close()
})

it('shows what the server sends back', async () => {
  render(<Echo url={server.url} />)
  await waitFor(() => expect(screen.getByText('open')).toBeTruthy())
  for (const text of ['one', 'two']) {
    fireEvent.change(screen.getByLabelText('Message'), { target: { value: text } })
    fireEvent.click(screen.getByText('Send'))
  }
  await waitFor(() => expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual(['ONE', 'TWO']))
})

it('queues a message before the socket is open, and sends it when the socket opens', async () => {
  render(<Echo url={server.url} />)
  expect(screen.queryByText('open')).toBeNull()
  fireEvent.change(screen.getByLabelText('Message'), { target: { value: 'early' } })
  fireEvent.click(screen.getByText('Send'))
  await waitFor(() => expect(screen.getByText('EARLY')).toBeTruthy())
})
