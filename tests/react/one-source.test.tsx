import { act, cleanup, render, screen } from '@testing-library/react'
import { startTransition, useEffect, useState, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createConnection, type Connection } from 'websocket-store'
import { useChannel, useWebSocket } from 'websocket-store/react'
import { createFakeLine, type FakeLine } from '../support/fake-line'
import { pause } from '../support/wait-for'
import { fakeLine } from './support/fake-line'
import { Latest, text } from './support/latest'

const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
let wasActEnvironment = true

// Inside act, React does not interrupt a transition. So the tests leave the act environment, and this restores it.
beforeEach(() => {
  wasActEnvironment = environment.IS_REACT_ACT_ENVIRONMENT ?? true
})
afterEach(() => {
  environment.IS_REACT_ACT_ENVIRONMENT = wasActEnvironment
})

/** Renders so slowly that React yields to the browser after it. */
function Slow() {
  const end = performance.now() + 3
  while (performance.now() < end);
  return null
}

const slow = Array.from({ length: 12 }, (_, i) => <Slow key={i} />)

interface Shown {
  /** Reveals the part that reads `data`, in a transition. */
  reveal(): void
}

/** Mounts a component that reads `data` only after it is revealed, beside components that render slowly. */
function mountHidden(useSnapshot: () => { readonly data: unknown; readonly phase?: string; readonly status?: string }): Shown {
  let reveal = () => {}
  function Reader({ isRevealed }: { isRevealed: boolean }) {
    const snapshot = useSnapshot()
    return <p data-testid="latest">{isRevealed ? String(snapshot.data) : `hidden ${snapshot.phase ?? snapshot.status}`}</p>
  }
  function Page() {
    const [isRevealed, setRevealed] = useState(false)
    useEffect(() => {
      reveal = () => startTransition(() => setRevealed(true))
    }, [])
    return (
      <>
        <Reader isRevealed={isRevealed} />
        {isRevealed ? slow : null}
      </>
    )
  }
  render(<Page />)
  return { reveal: () => reveal() }
}

const reconnect = { delay: () => 0 }

/** Renders the component with this message in its snapshot. The component reads the phase, so a phase change renders it. */
async function settleOn(message: string, line: FakeLine): Promise<void> {
  act(() => line.open())
  act(() => line.say(message))
  act(() => line.close(1006))
  await act(() => pause(5))
  act(() => line.open())
}

async function revealWhile(shown: Shown, line: FakeLine, messages: readonly string[]): Promise<void> {
  environment.IS_REACT_ACT_ENVIRONMENT = false
  shown.reveal()
  for (const message of messages) {
    await pause(6)
    line.say(message)
  }
  await pause(150)
}

// The rendered snapshot has "a". Then a message arrives that no component reads. The last one arrives during the transition.
it.each([
  ['changes back', 'b', ['a']],
  ['changes again', 'b', ['c']],
])('shows the latest data in a part that a transition reveals, when the value %s during the transition', async (_, before, during) => {
  const line = createFakeLine()
  const shown = mountHidden(() => useWebSocket(line.url, { ...line.options, notify: 'sync', reconnect }))
  await settleOn('a', line)
  act(() => line.say(before))
  await revealWhile(shown, line, during)
  expect(text()).toBe(during.at(-1))
  cleanup()
})

const channels = {
  subscribe: (key: string) => `subscribe ${key}`,
  route: (message: unknown) => String(message).split(' ')[0],
}

it('shows the latest data of a channel in a part that a transition reveals', async () => {
  const line = createFakeLine()
  const connection = createConnection(line.url, { ...line.options, notify: 'sync', reconnect, channels }) as Connection
  connection.connect()
  const shown = mountHidden(() => useChannel(connection, 'room'))
  await settleOn('room a', line)
  act(() => line.say('room b'))
  await revealWhile(shown, line, ['room a'])
  expect(text()).toBe('room a')
  connection.dispose()
})

it('shows a message that arrives between the commit and the effects', async () => {
  const line = createFakeLine()
  environment.IS_REACT_ACT_ENVIRONMENT = false
  let isReading = (_: boolean) => {}
  function Reader() {
    const [isRevealed, setRevealed] = useState(false)
    useEffect(() => {
      isReading = setRevealed
    }, [])
    const snapshot = useWebSocket(line.url, { ...line.options, notify: 'sync', reconnect })
    return <p data-testid="latest">{isRevealed ? String(snapshot.data) : snapshot.phase}</p>
  }
  const { unmount } = render(<Reader />)
  await pause(20)
  line.open()
  line.say('a')
  line.close(1006)
  await pause(20)
  line.open()
  await pause(20)
  line.say('b')
  const observer = new MutationObserver(() => {
    observer.disconnect()
    line.say('a')
  })
  observer.observe(screen.getByTestId('latest'), { characterData: true, subtree: true, childList: true })
  isReading(true)
  await pause(50)
  expect(text()).toBe('a')
  unmount()
})

it('applies a new filter to the latest message', () => {
  const line = fakeLine()
  const tree = (allowed: string | null): ReactNode => (
    <Latest
      url={line.url}
      options={{ ...line.options, notify: 'sync', filter: (message) => allowed === null || String(message).startsWith(allowed) }}
    />
  )
  const { rerender } = render(tree('a'))
  line.open()
  line.say('a1', 'b1')
  expect(text()).toBe('1 a1')
  rerender(tree('b'))
  expect(text()).toBe('1 b1')
  rerender(tree('c'))
  expect(text()).toBe('1 undefined')
  rerender(tree(null))
  expect(text()).toBe('1 b1')
})
