// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { mount } from '@vue/test-utils'
import { expect, it, onTestFinished } from 'vitest'
import { startServer as startExchange } from '../../examples/protocols/exchange-feed/server'
import { connect as connectToExchange } from '../../examples/protocols/exchange-feed/client'
import { OrderBook } from '../../examples/protocols/exchange-feed/order-book'
import { Cell } from '../../examples/protocols/jupyter/cell'
import { connect as connectToKernel } from '../../examples/protocols/jupyter/client'
import { startServer as startJupyter } from '../../examples/protocols/jupyter/server'
import { connect as connectToPusher } from '../../examples/protocols/pusher/client'
import Orders from '../../examples/protocols/pusher/orders.vue'
import { startServer as startPusher } from '../../examples/protocols/pusher/server'
import { showsFor } from './support/shows'
import { withNodeWebSocket } from './support/with-node-websocket'
import { waitFor } from '../support/wait-for'

withNodeWebSocket()

it('shows an order book in React, and that it loads again after a gap', showsFor('exchange-feed', 'special'), async () => {
  const server = await startExchange()
  const connection = connectToExchange(server.url, { restUrl: server.restUrl, reconnect: { delay: () => 20 } })
  onTestFinished(async () => {
    cleanup()
    connection.dispose()
    await server.close()
  })
  connection.connect()
  render(<OrderBook connection={connection} symbol="btcusdt" />)
  expect(screen.getByText('Loading')).toBeTruthy()
  await waitFor(() => screen.getByText('101.0'))

  server.holdSnapshots(true)
  server.trade('btcusdt')
  server.trade('btcusdt', true)
  server.trade('btcusdt')
  await waitFor(() => screen.getByText(/^Updates were lost/))
  server.holdSnapshots(false)
  const { bids, asks } = server.bookOf('btcusdt')
  const prices = Object.keys({ ...asks, ...bids }).sort((a, b) => Number(b) - Number(a))
  const shown = () => [...document.querySelectorAll('td:first-child')].map((cell) => cell.textContent)
  await waitFor(() => shown().length === prices.length)
  expect(shown()).toEqual(prices)
})

it('shows the output of a cell in React while it runs, and interrupts the kernel when the cell is removed', showsFor('jupyter', 'special'), async () => {
  const server = await startJupyter({ token: 'good' })
  const kernel = connectToKernel(server.url, { token: 'good' })
  onTestFinished(async () => {
    cleanup()
    kernel.connection.dispose()
    await server.close()
  })
  kernel.connection.connect()
  const { unmount } = render(<Cell kernel={kernel} code="wait" />)
  fireEvent.click(screen.getByText('Run'))
  await waitFor(() => screen.getByText('started'))
  unmount()
  await waitFor(() => server.received[0]!.at(-1) === 'control: interrupt_request')
})

it('shows the events of a private channel in Vue, and why another one is refused', showsFor('pusher', 'special'), async () => {
  const server = await startPusher({ key: 'app', secret: 'secret', activityTimeout: 60 })
  const connection = connectToPusher(server.url, {
    appKey: 'app',
    authorize: async (socketId, name) => (name.endsWith('ana') ? server.sign(socketId, name) : 'app:forged'),
  })
  const page = mount(Orders, { props: { connection, customer: 'ana' } })
  onTestFinished(async () => {
    page.unmount()
    connection.dispose()
    await server.close()
  })
  connection.connect()
  expect(page.text()).toContain('Subscribing')
  await waitFor(() => !page.text().includes('Subscribing'))
  server.trigger('private-orders-ana', 'paid', { id: 7 })
  await waitFor(() => page.findAll('li').length === 1)
  expect(page.get('li').text().replaceAll(/\s/g, '')).toBe('paid:{"id":7}')

  await page.setProps({ customer: 'bob' } as object)
  await waitFor(() => page.text().includes('Not allowed'))
})
