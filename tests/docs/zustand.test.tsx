// @vitest-environment jsdom
import { act } from '@testing-library/react'
import { Profiler, StrictMode, type ComponentType } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import type { StoreApi } from 'zustand'
import { serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { showReact, textsOf } from './support/show'

const PAGE = 'docs/guides/zustand.md'
const modules = { zustand: () => import('zustand'), 'zustand/react/shallow': () => import('zustand/react/shallow') }

interface FeedPage {
  connection: Connection<unknown, unknown>
  useFeed: StoreApi<{ phase: string; prices: Record<string, number> }>
  Price: ComponentType<{ symbol: string }>
  Status: ComponentType
}

async function load(url: string): Promise<FeedPage> {
  const page = await runBlock<FeedPage>(PAGE, 'export const useOpenFeed', url, { language: 'tsx', modules })
  onTestFinished(() => page.connection.dispose())
  return page
}

const price = (symbol: string, value: number) => JSON.stringify({ symbol, value })

/** Shows two prices and the status, and counts the renders of each. */
function show({ Price, Status }: FeedPage) {
  const renders: Record<string, number> = { OAK: 0, ELM: 0, status: 0 }
  const onRender = (id: string) => void renders[id]!++
  const View = () => (
    <StrictMode>
      {['OAK', 'ELM'].map((symbol) => (
        <Profiler key={symbol} id={symbol} onRender={onRender}>
          <Price symbol={symbol} />
        </Profiler>
      ))}
      <Profiler id="status" onRender={onRender}>
        <Status />
      </Profiler>
    </StrictMode>
  )
  return { ...showReact(View, {}), renders }
}

describe('the store of the page', () => {
  it('gets each message once under StrictMode, over one socket, and closes it after the last component', async () => {
    const server = await serve({ echo: false })
    const page = await load(server.url)
    const update = vi.fn()
    page.useFeed.subscribe(update)
    const shown = show(page)
    await waitFor(() => textsOf(shown, 'output').join() === 'open' && server.messages.length === 1)
    update.mockClear()
    act(() => server.broadcast(price('OAK', 1)))
    await waitFor(() => textsOf(shown, 'p').join() === 'OAK 1,ELM …')
    expect(update).toHaveBeenCalledTimes(1)
    server.terminateAll()
    await waitFor(() => server.messages.length === 2 && textsOf(shown, 'output').join() === 'open')
    expect(server.messages).toEqual(['{"watch":"all"}', '{"watch":"all"}'])
    expect(server.alive).toBe(1)
    shown.unmount()
    await waitFor(() => server.alive === 0)
    expect(server.opened).toBe(2)
  })

  it('renders only the components whose selection changed', async () => {
    const server = await serve({ echo: false })
    const page = await load(server.url)
    const shown = show(page)
    await waitFor(() => textsOf(shown, 'output').join() === 'open')
    const before = { ...shown.renders }
    server.broadcast(price('ELM', 1))
    server.broadcast(price('ELM', 2))
    await waitFor(() => textsOf(shown, 'p').join() === 'OAK …,ELM 2')
    expect(shown.renders).toMatchObject({ OAK: before['OAK'], status: before['status'] })
    expect(shown.renders['ELM']).toBeGreaterThan(before['ELM']!)
  })

  it('does not count a message twice after a hot update, and the old socket closes', async () => {
    const server = await serve({ echo: false })
    const [before, after] = [await load(server.url), await load(server.url)]
    const old = show(before)
    await waitFor(() => server.messages.length === 1)
    old.unmount()
    const update = vi.fn()
    const shown = show(after)
    await waitFor(() => server.messages.length === 2)
    await waitFor(() => server.alive === 1)
    const oldUpdate = vi.fn()
    before.useFeed.subscribe(oldUpdate)
    after.useFeed.subscribe(update)
    server.broadcast(price('OAK', 1))
    await waitFor(() => textsOf(shown, 'p').join() === 'OAK 1,ELM …')
    expect(update).toHaveBeenCalledTimes(1)
    expect(oldUpdate).not.toHaveBeenCalled()
  })
})

it('useShallow renders for a new symbol, and not for a new value', async () => {
  type Page = { useFeed: FeedPage['useFeed']; Symbols: ComponentType }
  const { useFeed, Symbols } = await runBlock<Page>(PAGE, 'useShallow(', '', { language: 'tsx', modules })
  const onRender = vi.fn()
  const View = () => (
    <Profiler id="symbols" onRender={onRender}>
      <Symbols />
    </Profiler>
  )
  const shown = showReact(View, {})
  act(() => useFeed.setState({ prices: { OAK: 1 } }))
  act(() => useFeed.setState({ prices: { OAK: 2 } }))
  expect(textsOf(shown, 'p')).toEqual(['OAK'])
  expect(onRender).toHaveBeenCalledTimes(2)
})

it('a collected burst is written with few updates and without a loss', async () => {
  type Collect = <Item>(apply: (items: readonly Item[]) => void, intervalMs?: number) => (item: Item) => void
  const { collect } = await runBlock<{ collect: Collect }>(PAGE, 'export function collect', '')
  const server = await serve({ echo: false })
  const { connection } = await load(server.url)
  const writes: number[][] = []
  const add = collect<number>((values) => void writes.push([...values]))
  connection.onMessage((message) => add((message as { value: number }).value))
  connection.retain()
  await waitFor(() => server.messages.length === 1)
  for (let value = 0; value < 1000; value++) server.broadcast(price('OAK', value))
  await waitFor(() => writes.flat().length === 1000)
  expect(writes.flat()).toEqual(Array.from({ length: 1000 }, (_, value) => value))
  expect(writes.length).toBeLessThan(500)
})

it('the logout ends the connection and resets the store', async () => {
  type Page = { useChat: StoreApi<{ lines: string[]; post(text: string): void }>; login(token: string): () => void }
  const server = await serve({ onMessage: (message, socket) => void (String(message).includes('text') && socket.send(message)) })
  const { useChat, login } = await runBlock<Page>(PAGE, 'export function login', server.url, { modules })
  const logout = login('of ann')
  useChat.getState().post('from ann')
  await waitFor(() => useChat.getState().lines.join() === 'from ann')
  await server.down()
  useChat.getState().post('secret of ann')
  logout()
  expect(useChat.getState().lines).toEqual([])
  const logoutBob = login('of bob')
  onTestFinished(logoutBob)
  await server.up()
  useChat.getState().post('from bob')
  await waitFor(() => useChat.getState().lines.join() === 'from bob')
  expect(server.messages.map((message) => Object.values(JSON.parse(String(message)) as object)[0])).toEqual(['of ann', 'from ann', 'of bob', 'from bob'])
})
