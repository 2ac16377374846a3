import { act } from '@testing-library/react'
import { StrictMode } from 'react'
import { hydrateRoot, type Root } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'
import type { Line } from '../support/line'
import { startLine } from './support/line'

/** Renders `page` to HTML, hydrates it, and collects every warning and error. */
async function hydrate(page: React.ReactNode) {
  const problems: unknown[] = []
  for (const name of ['error', 'warn'] as const)
    vi.spyOn(console, name).mockImplementation((...args: unknown[]) => void problems.push(args))
  const container = document.createElement('div')
  container.innerHTML = renderToString(page)
  const html = container.innerHTML
  document.body.append(container)
  let root: Root | undefined
  await act(async () => {
    root = hydrateRoot(container, page, { onRecoverableError: (error) => problems.push(error) })
  })
  onTestFinished(() => {
    act(() => root?.unmount())
    container.remove()
  })
  return { problems, html, container }
}

interface PageProps {
  line: Line
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

/** Opens the shared connection and delivers one message before the page hydrates. */
async function openBefore(line: Line) {
  const connection = getDefaultRegistry().connection(line.url, line.options)
  onTestFinished(connection.retain())
  await line.open()
  await line.say('before')
  expect(connection.getSnapshot().data).toBe('before')
}

it('hydrates without warnings, and dials once', async () => {
  const line = startLine()
  const { problems, html, container } = await hydrate(<Page line={line} />)
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(problems).toEqual([])
  await line.open()
  expect(line.dials).toHaveLength(1)
  expect(container.textContent).toBe('1 open undefined 0')
})

it('hydrates without warnings when the shared connection is already open', async () => {
  const line = startLine()
  await openBefore(line)
  shown.length = 0
  const { problems, html, container } = await hydrate(<Page line={line} />)
  expect(html).toBe('<p>0 resolving undefined 0</p>')
  expect(problems).toEqual([])
  expect(shown[0]).toBe('0 resolving undefined 0')
  expect(container.textContent).toBe('1 open before 0')
  expect(line.dials).toHaveLength(1)
})

it('hydrates under StrictMode with one socket and one late join', async () => {
  const line = startLine()
  await openBefore(line)
  const onOpen = vi.fn()
  const { problems } = await hydrate(
    <StrictMode>
      <Page line={line} more={{ onOpen }} />
    </StrictMode>,
  )
  expect(problems).toEqual([])
  expect(onOpen).toHaveBeenCalledTimes(1)
  expect(line.dials).toHaveLength(1)
})

it.each([
  ['not enabled', { enabled: false }],
  ['filtered', { filter: () => true }],
  ['selected', { select: () => 'selected' }],
] as const)('hydrates a component that is %s without warnings', async (_name, more) => {
  const line = startLine()
  await openBefore(line)
  const { problems } = await hydrate(<Page line={line} more={more} />)
  expect(problems).toEqual([])
})

it('gives event handlers the latest state after hydration', async () => {
  const line = startLine()
  await openBefore(line)
  let readNow = (): unknown => null
  function Quiet() {
    const socket = useWebSocket(line.url, line.options)
    return <button onClick={() => (readNow = () => socket.readyState)}>quiet</button>
  }
  const { container } = await hydrate(<Quiet />)
  act(() => container.querySelector('button')!.click())
  expect(readNow()).toBe(1)
})
