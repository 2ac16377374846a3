import { act } from '@testing-library/react'
import { StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import type { FakeLine } from '../support/fake-line'
import { fakeLine } from './support/fake-line'

/** Hydrates what the server rendered of `page`; whatever goes wrong with that is a complaint. */
async function hydrate(page: React.ReactNode) {
  const complaints: unknown[] = []
  for (const name of ['error', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void complaints.push(args))
  const container = document.createElement('div')
  container.innerHTML = renderToString(page)
  const html = container.innerHTML
  document.body.append(container)
  let root: Root | undefined
  await act(async () => {
    root = hydrateRoot(container, page, { onRecoverableError: (error) => complaints.push(error) })
  })
  onTestFinished(() => {
    act(() => root?.unmount())
    container.remove()
  })
  return { complaints, html, container }
}

interface PageProps {
  line: FakeLine
  more?: UseWebSocketOptions
}

const shown: string[] = []
function Page({ line, more }: PageProps) {
  const { readyState, phase, data } = useWebSocket(line.url, { ...line.options, ...more })
  const messages = useMessages(useConnection(line.url, line.options))
  const text = `${readyState} ${phase} ${String(data)} ${messages.length}`
  shown.push(text)
  return <p>{text}</p>
}

/** Opens the shared connection, and gives it a message, before the page hydrates. */
function openBefore(line: FakeLine) {
  const connection = getDefaultRegistry().connection(line.url, line.options)
  onTestFinished(connection.retain())
  line.open()
  line.say('before')
  expect(connection.getSnapshot().data).toBe('before')
}

it('hydrates without a complaint, and dials once', async () => {
  const line = fakeLine()
  const { complaints, html, container } = await hydrate(<Page line={line} />)
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(complaints).toEqual([])
  expect(line.sockets).toHaveLength(1)
  line.open()
  expect(container.textContent).toBe('1 open undefined 0')
})

it('hydrates without a complaint when the shared connection is open already', async () => {
  const line = fakeLine()
  openBefore(line)
  shown.length = 0
  const { complaints, html, container } = await hydrate(<Page line={line} />)
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(complaints).toEqual([])
  expect(shown[0]).toBe('0 resolving undefined 0')
  expect(container.textContent).toBe('1 open before 0')
  expect(line.sockets).toHaveLength(1)
})

it('hydrates under StrictMode with one socket and one late join', async () => {
  const line = fakeLine()
  openBefore(line)
  const onOpen = vi.fn()
  const { complaints } = await hydrate(
    <StrictMode>
      <Page line={line} more={{ onOpen }} />
    </StrictMode>,
  )
  expect(complaints).toEqual([])
  expect(onOpen).toHaveBeenCalledTimes(1)
  expect(line.sockets).toHaveLength(1)
})

it.each([
  ['not enabled', { enabled: false }],
  ['filtered', { filter: () => true }],
  ['selected', { select: () => 'selected' }],
] as const)('hydrates a component that is %s without a complaint', async (_name, more) => {
  const line = fakeLine()
  openBefore(line)
  const { complaints } = await hydrate(<Page line={line} more={more} />)
  expect(complaints).toEqual([])
})

it('gives handlers the latest after hydration', async () => {
  const line = fakeLine()
  openBefore(line)
  let readNow = (): unknown => null
  function Quiet() {
    const socket = useWebSocket(line.url, line.options)
    return <button onClick={() => (readNow = () => socket.readyState)}>quiet</button>
  }
  const { container } = await hydrate(<Quiet />)
  act(() => container.querySelector('button')!.click())
  expect(readNow()).toBe(1)
})
