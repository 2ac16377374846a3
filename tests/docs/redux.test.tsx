// @vitest-environment jsdom
import type { Store } from '@reduxjs/toolkit'
import { act, fireEvent } from '@testing-library/react'
import { StrictMode, type ComponentType } from 'react'
import { Provider } from 'react-redux'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { showReact, textsOf } from './support/show'

const PAGE = 'docs/guides/redux.md'
const modules = { '@reduxjs/toolkit': () => import('@reduxjs/toolkit'), 'react-redux': () => import('react-redux') }

describe('the store of prices', () => {
  interface Page {
    connection: Connection<unknown, unknown>
    store: Store<{ feed: { phase: string; prices: Record<string, number> } }>
    Price: ComponentType<{ symbol: string }>
  }

  async function show(url: string) {
    const page = await runBlock<Page>(PAGE, 'export function Price', url, { language: 'tsx', modules })
    onTestFinished(() => page.connection.dispose())
    const { Price, store } = page
    const View = () => (
      <StrictMode>
        <Price symbol="OAK" />
        <Price symbol="ELM" />
      </StrictMode>
    )
    return { ...page, shown: showReact(View, {}, { wrap: (children) => <Provider store={store}>{children}</Provider> }) }
  }

  it('shows messages, sends with an action, and has one socket under StrictMode', async () => {
    const server = await serve({ echo: false })
    const { shown, store } = await show(server.url)
    await waitFor(() => store.getState().feed.phase === 'open')
    fireEvent.click(shown.element.querySelector('button')!)
    await waitFor(() => server.messages.length === 1)
    act(() => server.broadcast('{"symbol":"OAK","value":1}'))
    await waitFor(() => textsOf(shown, 'p').join() === 'OAK 1 (open) Watch,ELM … (open) Watch')
    expect(server.messages).toEqual(['{"watch":"OAK"}'])
    expect(server.opened).toBe(1)
    shown.unmount()
    await waitFor(() => server.alive === 0)
  })

  it('dispatches each message once under StrictMode, and notifies subscribers of a burst a few times', async () => {
    const server = await serve({ echo: false })
    const { store, connection } = await show(server.url)
    await waitFor(() => store.getState().feed.phase === 'open')
    const received = vi.fn()
    connection.onMessage(received)
    const notified = vi.fn()
    store.subscribe(notified)
    for (let value = 0; value < 200; value++) server.broadcast(JSON.stringify({ symbol: `S${value}`, value }))
    await waitFor(() => Object.keys(store.getState().feed.prices).length === 200)
    await waitFor(() => notified.mock.calls.length > 0)
    await pause(100)
    expect(received).toHaveBeenCalledTimes(200)
    expect(notified.mock.calls.length).toBeLessThan(100)
  })

  it('reports a connection in an action, because it cannot be serialized', async () => {
    const server = await serve({ echo: false })
    const { store, connection } = await show(server.url)
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    store.dispatch({ type: 'feed/unknown', payload: connection })
    expect(String(error.mock.calls[0]?.[0])).toContain('non-serializable')
  })
})

describe('the store of the chat', () => {
  interface Page {
    store: Store<{ chat: { lines: string[] } }>
    loggedIn(payload: { personId: string }): { type: string }
    loggedOut(): { type: string }
    posted(text: string): { type: string }
  }

  async function start() {
    vi.stubGlobal('getToken', async (personId: string) => `token of ${personId}`)
    const server = await serve({ onMessage: (message, socket) => void (String(message).includes('text') && socket.send(message)) })
    const page = await runBlock<Page>(PAGE, 'startListening', server.url, { modules })
    onTestFinished(() => void page.store.dispatch(page.loggedOut()))
    const values = () => server.messages.map((message) => Object.values(JSON.parse(String(message)) as object)[0] as string)
    return { server, values, lines: () => page.store.getState().chat.lines.join(), ...page }
  }

  it('opens a connection at the login, and ends it with what waits at the logout', async () => {
    const { server, values, lines, store, loggedIn, loggedOut, posted } = await start()
    expect(server.opened).toBe(0)
    store.dispatch(loggedIn({ personId: 'ann' }))
    store.dispatch(posted('from ann'))
    await waitFor(() => lines() === 'from ann')
    await server.down()
    await pause(50)
    store.dispatch(posted('secret of ann'))
    store.dispatch(loggedOut())
    expect(lines()).toBe('')
    store.dispatch(loggedIn({ personId: 'bob' }))
    await server.up()
    store.dispatch(posted('from bob'))
    await waitFor(() => lines() === 'from bob')
    expect(values()).toEqual(['token of ann', 'from ann', 'token of bob', 'from bob'])
  })

  it('a second login replaces the first connection', async () => {
    const { server, values, lines, store, loggedIn, posted } = await start()
    store.dispatch(loggedIn({ personId: 'ann' }))
    await waitFor(() => values().length === 1)
    store.dispatch(loggedIn({ personId: 'bob' }))
    await waitFor(() => values().length === 2)
    await waitFor(() => server.alive === 1)
    store.dispatch(posted('once'))
    await waitFor(() => lines() === 'once')
    expect(values()).toEqual(['token of ann', 'token of bob', 'once'])
  })
})
