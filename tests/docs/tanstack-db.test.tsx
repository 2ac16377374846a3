// @vitest-environment jsdom
import type { Collection } from '@tanstack/db'
import { fireEvent } from '@testing-library/react'
import { StrictMode, type ComponentType } from 'react'
import { renderToString } from 'react-dom/server'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSSRApp, type Component } from 'vue'
import { renderToString as renderVueToString } from 'vue/server-renderer'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { createGate } from './support/gate'
import { runBlock } from './support/run-block'
import { showReact, showVue, textsOf, type Shown } from './support/show'

const PAGE = 'docs/guides/tanstack-db.md'
const react = () => import('@tanstack/react-db')
const vue = () => import('@tanstack/db')
type Db = typeof react | typeof vue

type Order = { id: string; item: string; status: 'open' | 'shipped' }
type Orders = Collection<Order, string>
type Put = { type: string; list: string; order: Order; requestId: string }
interface Page {
  connect(): Connection<unknown, unknown>
  ordersOf(connection: Connection<unknown, unknown>, list: string): Orders
}

const order = (id: string, status: Order['status'] = 'open'): Order => ({ id, item: `item ${id}`, status })

/** A server with rows. `control` decides how it answers `put`. */
async function start(db: Db) {
  const rows = new Map(['a', 'b'].map((id) => [id, order(id)]))
  const control: { put: 'store' | 'refuse' | 'break' } = { put: 'store' }
  const gate = createGate() // of refusals
  const received: string[] = []
  const server = await serve({
    onMessage(text, socket) {
      const message = JSON.parse(String(text)) as Put
      const { type, list, requestId } = message
      received.push(type)
      const send = (answer: object) => socket.send(JSON.stringify({ list, ...answer }))
      if (type === 'subscribe') send({ type: 'rows', orders: [...rows.values()] })
      if (type !== 'put') return
      if (control.put === 'refuse') return void gate.passed.then(() => send({ type: 'reply', requestId, error: 'no' }))
      rows.set(message.order.id, message.order)
      if (control.put === 'break') return socket.terminate()
      server.broadcast(JSON.stringify({ type: 'changed', list, order: message.order }))
      send({ type: 'reply', requestId })
    },
  })
  const { connect, ordersOf } = await runBlock<Page>(PAGE, 'export const ordersOf', server.url, { modules: { '@tanstack/db': db } })
  const connection = connect()
  const orders = ordersOf(connection, 'today')
  onTestFinished(async () => {
    await orders.cleanup()
    connection.dispose()
  })
  const push = (message: object) => server.broadcast(JSON.stringify({ list: 'today', ...message }))
  return { server, rows, control, gate, received, connection, orders, push }
}

const inReact = async (orders: Orders): Promise<Shown> => {
  const { OpenOrders } = await runBlock<{ OpenOrders: ComponentType<{ orders: Orders }> }>(PAGE, 'export function OpenOrders', '', { language: 'tsx', modules: { '@tanstack/react-db': react } })
  return showReact(OpenOrders, { orders }, { wrap: (children) => <StrictMode>{children}</StrictMode> })
}
const inVue = async (orders: Orders): Promise<Shown> => {
  const { default: OpenOrders } = await runBlock<{ default: Component }>(PAGE, 'createLiveQueryCollection', '', { language: 'vue', modules: { '@tanstack/db': vue } })
  return showVue(OpenOrders, { orders })
}

const items = (shown: Shown) => textsOf(shown, 'li').map((text) => text.replace(' Ship', '')).join()
const isBusy = (shown: Shown) => shown.element.querySelector('ul')!.getAttribute('aria-busy')
const ship = (shown: Shown) => fireEvent.click(shown.element.querySelector('button')!)

describe.each([
  ['React', inReact, react],
  ['Vue', inVue, vue],
] as const)('the collection of the page in %s', (_framework, show, db) => {
  it('shows the rows, changes and removals of one subscription', async () => {
    const { server, received, orders, push } = await start(db)
    const shown = await show(orders)
    await waitFor(() => items(shown) === 'item a,item b' && isBusy(shown) === 'false')
    push({ type: 'changed', order: order('c') })
    push({ type: 'changed', order: { ...order('a'), item: 'item z' } })
    push({ type: 'removed', id: 'b' })
    await waitFor(() => items(shown) === 'item c,item z')
    expect(received).toEqual(['subscribe'])
    expect(server.opened).toBe(1)
  })

  it('shows the right rows after a reconnect, although they changed during the outage', async () => {
    const { server, rows, orders } = await start(db)
    const shown = await show(orders)
    await waitFor(() => items(shown) === 'item a,item b')
    rows.delete('a')
    rows.set('c', order('c'))
    server.terminateAll()
    await waitFor(() => items(shown) === 'item b,item c')
  })

  it('changes a row at once, and keeps it when the server stored it', async () => {
    const { rows, received, orders } = await start(db)
    const shown = await show(orders)
    await waitFor(() => items(shown) === 'item a,item b')
    ship(shown)
    await waitFor(() => items(shown) === 'item b')
    await waitFor(() => received.includes('put') && rows.get('a')!.status === 'shipped')
    expect(items(shown)).toBe('item b')
  })

  it('rolls the row back when the server refuses it', async () => {
    const { control, gate, orders } = await start(db)
    const shown = await show(orders)
    await waitFor(() => items(shown) === 'item a,item b')
    control.put = 'refuse'
    const { isPersisted } = orders.update('a', (draft) => void (draft.status = 'shipped'))
    await waitFor(() => items(shown) === 'item b')
    gate.open()
    await expect(isPersisted.promise).rejects.toMatchObject({ code: 'request-refused' })
    await waitFor(() => items(shown) === 'item a,item b')
  })

  it('shows what the server stored after the reply was lost', async () => {
    const { control, orders } = await start(db)
    const shown = await show(orders)
    await waitFor(() => items(shown) === 'item a,item b')
    control.put = 'break'
    const { isPersisted } = orders.update('a', (draft) => void (draft.status = 'shipped'))
    await expect(isPersisted.promise).rejects.toMatchObject({ code: 'request-lost' })
    await waitFor(() => items(shown) === 'item b')
  })
})

it('the cleanup removes the rows, unsubscribes the channel and releases the connection', async () => {
  const { server, received, orders } = await start(vue)
  await orders.preload()
  expect(orders.size).toBe(2)
  await orders.cleanup()
  expect(orders.size).toBe(0)
  await waitFor(() => server.alive === 0)
  expect(received[0]).toBe('subscribe')
})

describe('on a server', () => {
  it('a live query of the page in React dials nothing', async () => {
    const { orders, connection } = await start(react)
    const { OpenOrders } = await runBlock<{ OpenOrders: ComponentType<{ orders: Orders }> }>(PAGE, 'export function OpenOrders', '', { language: 'tsx', modules: { '@tanstack/react-db': react } })
    expect(renderToString(<OpenOrders orders={orders} />)).toContain('aria-busy="true"')
    expect(connection.getSnapshot().phase).toBe('idle')
  })

  it('a live query of the page in Vue dials nothing', async () => {
    const { orders, connection } = await start(vue)
    const { default: OpenOrders } = await runBlock<{ default: Component }>(PAGE, 'createLiveQueryCollection', '', { language: 'vue', modules: { '@tanstack/db': vue } })
    expect(await renderVueToString(createSSRApp(OpenOrders, { orders }))).toContain('aria-busy="true"')
    expect(connection.getSnapshot().phase).toBe('idle')
  })
})
