import { render } from '@testing-library/react'
import * as React from 'react'
import { StrictMode, useEffect, useLayoutEffect, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import type { Connection, RawIncoming } from 'websocket-store'
import { useChannel, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { fakeLine } from './support/fake-line'

// React may run the cleanups of effects in a later task than the commit. In these tests a layout effect causes events in
// between: it runs after the commit and before those cleanups.

type Line = ReturnType<typeof fakeLine>
type LogCall = (name: string) => void

interface ListenerProps {
  line: Line
  connection: Connection<RawIncoming, unknown>
  logCall: LogCall
  enabled?: boolean
}

/** One component per hook. It logs each call of a function that the user passes to the hook. */
const listeners: Record<string, (props: ListenerProps) => ReactNode> = {
  useWebSocket({ line, logCall, enabled = true }) {
    const { data } = useWebSocket(line.url, {
      ...optionsOf(line),
      enabled,
      filter: () => (logCall('filter'), true),
      select: (message) => (logCall('select'), message),
      onMessage: () => logCall('onMessage'),
      onClose: () => logCall('onClose'),
    })
    return String(data)
  },
  useChannel({ connection, logCall, enabled = true }) {
    const { data } = useChannel(connection, 'a', {
      enabled,
      select: (message) => (logCall('select'), message),
      onMessage: () => logCall('onMessage'),
    })
    return String(data)
  },
  useMessage({ connection, logCall, enabled = true }) {
    useMessage(enabled ? connection : null, () => logCall('listener'), { filter: () => (logCall('filter'), true) })
    return null
  },
  useMessages({ connection, logCall, enabled = true }) {
    const interest = { filter: () => (logCall('filter'), true), select: (message: RawIncoming) => (logCall('select'), message) }
    return useMessages(enabled ? connection : null, interest).map(String)
  },
  useMessageReducer({ connection, logCall, enabled = true }) {
    return useMessageReducer(enabled ? connection : null, (count: number) => (logCall('reducer'), count + 1), 0)
  },
}

const optionsOf = (line: Line) =>
  ({ ...line.options, notify: 'sync', channels: { subscribe: (key: string) => key, route: () => 'a' } }) as const

function setUp(name: string) {
  const line = fakeLine()
  const calls: string[] = []
  const Listener = listeners[name]!
  function DuringCommit({ emitsLate }: { emitsLate: boolean }) {
    useLayoutEffect(() => {
      if (!emitsLate) return
      calls.length = 0
      line.sockets[0]!.message('late')
      line.sockets[0]!.closeWith(1006)
    }, [emitsLate])
    return null
  }
  function App({ renderListener, emitsLate = false }: { renderListener: (props: ListenerProps) => ReactNode; emitsLate?: boolean }) {
    const connection = useConnection(line.url, optionsOf(line))
    return (
      <>
        {renderListener({ line, connection, logCall: (name) => calls.push(name) })}
        <DuringCommit emitsLate={emitsLate} />
      </>
    )
  }
  return { line, calls, App, Listener }
}

it.each(Object.keys(listeners))('%s calls no function of a component after its unmount is committed', (name) => {
  const { line, calls, App, Listener } = setUp(name)
  const { rerender } = render(<App renderListener={(props) => <Listener {...props} />} />, { wrapper: StrictMode })
  line.open()
  line.say('hi')
  expect(calls).not.toEqual([])
  rerender(<App renderListener={() => null} emitsLate />)
  expect(calls).toEqual([])
})

it.each(Object.keys(listeners))('%s calls no listener of a component after a commit that disables it', (name) => {
  const { line, calls, App, Listener } = setUp(name)
  const { rerender } = render(<App renderListener={(props) => <Listener {...props} />} />)
  line.open()
  line.say('hi')
  expect(calls).not.toEqual([])
  rerender(<App renderListener={(props) => <Listener {...props} enabled={false} />} emitsLate />)
  // The component is still mounted, so React may still read the snapshot of the previous commit.
  expect(calls.filter((call) => call !== 'filter' && call !== 'select')).toEqual([])
})

const { Activity } = React as { Activity?: typeof React.Activity }

it.runIf(Activity).each(Object.keys(listeners))('%s notifies a component whose Activity was hidden at its first render', (name) => {
  const { line, calls, App, Listener } = setUp(name)
  const Switch = Activity!
  const page = (mode: 'visible' | 'hidden') => (
    <App
      renderListener={(props) => (
        <Switch mode={mode}>
          <Listener {...props} />
        </Switch>
      )}
    />
  )
  const { rerender } = render(page('hidden'))
  rerender(page('visible'))
  line.open()
  line.say('hi')
  expect(calls).not.toEqual([])
})

it('an effect cleanup at unmount reads the latest state and can still send', () => {
  const line = fakeLine()
  const read: unknown[] = []
  function Page() {
    const ws = useWebSocket(line.url, { ...line.options, notify: 'sync' })
    useEffect(
      () => () => {
        read.push(ws.data)
        ws.send('bye')
      },
      // eslint-disable-next-line react-hooks/exhaustive-deps -- the cleanup reads the result of the first render
      [],
    )
    return <p>{ws.readyState}</p>
  }
  const { unmount } = render(<Page />)
  line.open()
  line.say('first', 'last')
  unmount()
  expect(read).toEqual(['last'])
  expect(line.sockets[0]!.sent).toEqual(['bye'])
})
