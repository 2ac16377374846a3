import { render, renderHook, screen, waitFor } from '@testing-library/react'
import { Profiler, useEffect, useState } from 'react'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { json, type Codec, type ConnectionError } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { createFakeNetwork } from '../../support/fake-socket'
import { serve, settle, useShown } from '../../support/react-peers'

// There, a message is committed synchronously for each subscriber by itself, and each of them parses it again.
describe('RUW 1: one message, one commit, however many share', () => {
  const SHARERS = 20

  it('renders and decodes once for twenty sharers', async () => {
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

// There, the last message is plain state: of those that come in one go, or during an effect, only the last one is seen.
describe('RUW 2: no message is lost between two renders', () => {
  const SENT = ['one', 'two', 'three', 'four', 'five']

  it('hands every message of a burst to onMessage and to useMessages', async () => {
    const server = await serve({
      onConnection: (socket) => {
        for (const message of SENT) socket.send(message)
      },
    })
    const heard: unknown[] = []
    const { result } = renderHook(() => {
      const { connection } = useWebSocket(server.url, { onMessage: (message) => heard.push(message) })
      return useMessages(connection)
    })
    await waitFor(() => expect(result.current).toEqual(SENT))
    expect(heard).toEqual(SENT)
  })

  it('hands on every message that arrives while an effect runs', () => {
    const network = createFakeNetwork()
    const heard: unknown[] = []
    function Fed() {
      const [isFed, setFed] = useState(false)
      const { connection } = useWebSocket('ws://host.test/fed', {
        WebSocket: network.WebSocket,
        onMessage: (message) => heard.push(message),
      })
      const messages = useMessages(connection)
      useEffect(() => {
        if (!isFed) return setFed(true)
        network.latest.open()
        for (const message of SENT) network.latest.message(message)
      }, [isFed])
      return <p data-testid="fed">{messages.join(' ')}</p>
    }
    render(<Fed />)
    expect(heard).toEqual(SENT)
    return waitFor(() => expect(screen.getByTestId('fed').textContent).toBe(SENT.join(' ')))
  })
})

// There, the parsed message has the caller's type but starts as null, and a text that is not JSON becomes {}.
describe('RUW 14: data is a message or undefined, and nothing made up', () => {
  it('starts undefined, and keeps the last good message when one cannot be parsed', async () => {
    const server = await serve()
    const heard: unknown[] = []
    const errors: ConnectionError[] = []
    const { result } = renderHook(() =>
      useShown(server.url, {
        codec: json<{ n: number }>(),
        onMessage: (message) => heard.push(message),
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
    expect(heard).toEqual([{ n: 1 }])
  })
})
