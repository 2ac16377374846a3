import { render, renderHook, screen, waitFor } from '@testing-library/react'
import { Profiler, useEffect, useState } from 'react'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { json, type Codec, type ConnectionError } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { createFakeNetwork } from '../../support/fake-socket'
import { serve, settle, useShown } from '../../support/react-peers'

// In react-use-websocket, each subscriber parses a message again and commits it separately and synchronously.
describe('RUW 1: one message causes one commit for all sharing components', () => {
  const SHARERS = 20

  it('decodes once and commits once for twenty sharing components', async () => {
    const server = await serve()
    const inner = json<{ n: number }>()
    const decoded: unknown[] = []
    const codec: Codec<{ n: number }, unknown> = {
      ...inner,
      decode: (data) => {
        decoded.push(data)
        return inner.decode(data)
      },
    }
    let commits = 0
    const Sharer = () => {
      const { data, readyState } = useWebSocket(server.url, { codec })
      return <i data-testid="sharer">{`${readyState} ${data?.n ?? '-'}`}</i>
    }
    render(
      <Profiler id="sharers" onRender={() => commits++}>
        {Array.from({ length: SHARERS }, (_, index) => (
          <Sharer key={index} />
        ))}
      </Profiler>,
    )
    const shown = () => screen.getAllByTestId('sharer').map((each) => each.textContent)
    await waitFor(() => expect(shown()).toEqual(Array(SHARERS).fill('1 -')))

    const before = commits
    server.broadcast('{"n":7}')
    await waitFor(() => expect(shown()).toEqual(Array(SHARERS).fill('1 7')))
    expect(commits - before).toBe(1)
    expect(decoded).toEqual(['{"n":7}'])
    expect(server.opened).toBe(1)
  })
})

// In react-use-websocket, the last message is plain state. Of messages that arrive together, or during an effect, components
// see only the last one.
describe('RUW 2: no message is lost between two renders', () => {
  const SENT = ['one', 'two', 'three', 'four', 'five']

  it('passes every message of a burst to onMessage and to useMessages', async () => {
    const server = await serve({
      onConnection: (socket) => {
        for (const message of SENT) socket.send(message)
      },
    })
    const received: unknown[] = []
    const { result } = renderHook(() => {
      const { connection } = useWebSocket(server.url, { onMessage: (message) => received.push(message) })
      return useMessages(connection)
    })
    await waitFor(() => expect(result.current).toEqual(SENT))
    expect(received).toEqual(SENT)
  })

  it('delivers every message that arrives while an effect runs', () => {
    const network = createFakeNetwork()
    const received: unknown[] = []
    function Page() {
      const [hasMounted, setHasMounted] = useState(false)
      const { connection } = useWebSocket('ws://host.test/effect', {
        WebSocket: network.WebSocket,
        onMessage: (message) => received.push(message),
      })
      const messages = useMessages(connection)
      useEffect(() => {
        if (!hasMounted) return setHasMounted(true)
        network.latest.open()
        for (const message of SENT) network.latest.message(message)
      }, [hasMounted])
      return <p data-testid="page">{messages.join(' ')}</p>
    }
    render(<Page />)
    expect(received).toEqual(SENT)
    return waitFor(() => expect(screen.getByTestId('page').textContent).toBe(SENT.join(' ')))
  })
})

// In react-use-websocket, the parsed message has the caller's type but starts as null. A text that is not JSON becomes {}.
describe('RUW 14: data is a decoded message or undefined', () => {
  it('starts as undefined, and keeps the last valid message when one cannot be parsed', async () => {
    const server = await serve()
    const received: unknown[] = []
    const errors: ConnectionError[] = []
    const { result } = renderHook(() =>
      useShown(server.url, {
        codec: json<{ n: number }>(),
        onMessage: (message) => received.push(message),
        onError: (error) => errors.push(error),
      }),
    )
    expectTypeOf(result.current.data).toEqualTypeOf<{ n: number } | undefined>()
    expect(result.current.data).toBeUndefined()
    await waitFor(() => expect(result.current.readyState).toBe(1))

    server.broadcast('{"n":1}')
    await waitFor(() => expect(result.current.data).toEqual({ n: 1 }))
    server.broadcast('{"n":')
    await waitFor(() => expect(errors.map(({ code }) => code)).toEqual(['decode-failed']))
    await settle()
    expect(result.current.data).toEqual({ n: 1 })
    expect(result.current.readyState).toBe(1)
    expect(received).toEqual([{ n: 1 }])
  })
})
