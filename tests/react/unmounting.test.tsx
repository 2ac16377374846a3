import { render } from '@testing-library/react'
import * as React from 'react'
import { StrictMode, useEffect, useLayoutEffect, type ReactNode } from 'react'
import { expect, it } from 'vitest'
import type { Connection, RawIncoming } from 'websocket-store'
import { useChannel, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { fakeLine } from './support/fake-line'

// React may run the cleanups of effects in a later task than the commit that asks for them. What happens in between is
// played by a layout effect: it runs after the commit, and before those cleanups.

type Line = ReturnType<typeof fakeLine>
type Asked = (what: string) => void

interface ListenerProps {
  line: Line
  connection: Connection<RawIncoming, unknown>
  asked: Asked
  enabled?: boolean
}

/** Says of everything that a user may give to a hook when it is asked. */
const listeners: Record<string, (props: ListenerProps) => ReactNode> = {
  useWebSocket({ line, asked, enabled = true }) {
    const { data } = useWebSocket(line.url, {
      ...optionsOf(line),
      enabled,
      filter: () => (asked('filter'), true),
      select: (message) => (asked('select'), message),
      onMessage: () => asked('onMessage'),
      onClose: () => asked('onClose'),
    })
    return String(data)
  },
  useChannel({ connection, asked, enabled = true }) {
    const { data } = useChannel(connection, 'a', {
      enabled,
      select: (message) => (asked('select'), message),
      onMessage: () => asked('onMessage'),
    })
    return String(data)
  },
  useMessage({ connection, asked, enabled = true }) {
    useMessage(enabled ? connection : null, () => asked('listener'), { filter: () => (asked('filter'), true) })
    return null
  },
  useMessages({ connection, asked, enabled = true }) {
    const interest = { filter: () => (asked('filter'), true), select: (message: RawIncoming) => (asked('select'), message) }
    return useMessages(enabled ? connection : null, interest).map(String)
  },
  useMessageReducer({ connection, asked, enabled = true }) {
    return useMessageReducer(enabled ? connection : null, (count: number) => (asked('reducer'), count + 1), 0)
  },
}

const optionsOf = (line: Line) =>
  ({ ...line.options, notify: 'sync', channels: { subscribe: (key: string) => key, route: () => 'a' } }) as const

function play(name: string) {
  const line = fakeLine()
  const log: string[] = []
  const Listener = listeners[name]!
  function DuringCommit({ isDue }: { isDue: boolean }) {
    useLayoutEffect(() => {
      if (!isDue) return
      log.length = 0
      line.sockets[0]!.message('late')
      line.sockets[0]!.closeWith(1006)
    }, [isDue])
    return null
  }
  function App({ shows, isDue = false }: { shows: (props: ListenerProps) => ReactNode; isDue?: boolean }) {
    const connection = useConnection(line.url, optionsOf(line))
    return (
      <>
        {shows({ line, connection, asked: (what) => log.push(what) })}
        <DuringCommit isDue={isDue} />
      </>
    )
  }
  return { line, log, App, Listener }
}

it.each(Object.keys(listeners))('%s asks nothing of a component once its unmount is committed', (name) => {
  const { line, log, App, Listener } = play(name)
  const { rerender } = render(<App shows={(props) => <Listener {...props} />} />, { wrapper: StrictMode })
  line.open()
  line.say('hi')
  expect(log).not.toEqual([])
  rerender(<App shows={() => null} isDue />)
  expect(log).toEqual([])
})

it.each(Object.keys(listeners))('%s tells nothing to a component that has just committed that it wants nothing', (name) => {
  const { line, log, App, Listener } = play(name)
  const { rerender } = render(<App shows={(props) => <Listener {...props} />} />)
  line.open()
  line.say('hi')
  expect(log).not.toEqual([])
  rerender(<App shows={(props) => <Listener {...props} enabled={false} />} isDue />)
  // It is still mounted, and React may still read for it what the commit before showed.
  expect(log.filter((what) => what !== 'filter' && what !== 'select')).toEqual([])
})

const { Activity } = React as { Activity?: typeof React.Activity }

it.runIf(Activity).each(Object.keys(listeners))('%s tells a component that an Activity hid from its first render', (name) => {
  const { line, log, App, Listener } = play(name)
  const Switch = Activity!
  const page = (mode: 'visible' | 'hidden') => (
    <App
      shows={(props) => (
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
  expect(log).not.toEqual([])
})

it('an effect that ends with the component reads the latest, and may still send', () => {
  const line = fakeLine()
  const read: unknown[] = []
  function Leaving() {
    const ws = useWebSocket(line.url, { ...line.options, notify: 'sync' })
    useEffect(
      () => () => {
        read.push(ws.data)
        ws.send('bye')
      },
      // eslint-disable-next-line react-hooks/exhaustive-deps -- it is what the first render returned that is read
      [],
    )
    return <p>{ws.readyState}</p>
  }
  const { unmount } = render(<Leaving />)
  line.open()
  line.say('first', 'last')
  unmount()
  expect(read).toEqual(['last'])
  expect(line.sockets[0]!.sent).toEqual(['bye'])
})
