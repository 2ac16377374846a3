import type { Behaviour } from '../behaviour'
import { dial, until } from '../observe'

type OpenHandler = ((event: Event) => void) | null

export const listening: readonly Behaviour[] = [
  {
    title: 'calls a handler property at the place where it was first set, with the socket as this',
    async run(world) {
      const { url } = await world.start()
      const socket = new world.WebSocket(url)
      const calls: string[] = []
      socket.onopen = () => void calls.push('replaced')
      socket.addEventListener('open', () => void calls.push('listener'))
      socket.onopen = function (this: WebSocket, event) {
        calls.push(`handler ${String(this === socket)} ${String(event.target === socket)}`)
      }
      await until(() => calls.includes('listener'))
      return calls
    },
    expected: ['handler true true', 'listener'],
    except: { ws: ['listener', 'handler true true'] },
  },
  {
    title: 'has null in handler properties that are not set, or set to something else than a function',
    async run(world) {
      const { socket } = await dial(world, { dials: 'hang' })
      const handler = () => {}
      const seen: unknown[] = [socket.onopen, socket.onmessage, socket.onerror, socket.onclose]
      for (const value of [handler, null, handler, 'text', undefined]) {
        socket.onopen = value as OpenHandler
        seen.push(socket.onopen === handler ? 'handler' : socket.onopen)
      }
      return seen
    },
    expected: [null, null, null, null, 'handler', null, 'handler', null, null],
  },
  {
    title: 'does not call a handler that was set to null, nor a listener that was removed',
    async run(world) {
      const { socket, saw } = await dial(world)
      const calls: string[] = []
      const listener = () => void calls.push('listener')
      socket.onopen = () => void calls.push('handler')
      socket.addEventListener('open', listener)
      socket.onopen = null
      socket.removeEventListener('open', listener)
      await saw('open')
      return calls
    },
    expected: [],
  },
  {
    title: 'calls a listener once with once, and calls handleEvent of an object',
    async run(world) {
      const { socket, saw } = await dial(world, { greetings: ['a', 'b'] })
      const calls: string[] = []
      socket.addEventListener('message', ({ data }) => void calls.push(`once ${data}`), { once: true })
      socket.addEventListener('message', { handleEvent: ((event: MessageEvent) => void calls.push(`object ${event.data}`)) as never })
      await saw('message 1 b')
      await until(() => calls.includes('object b'))
      return calls
    },
    expected: ['once a', 'object a', 'object b'],
  },
  {
    title: 'dispatches events of the platform',
    async run(world) {
      const { socket, saw } = await dial(world, { greetings: ['a'], closesWith: 4000 })
      const events: Event[] = []
      for (const type of ['open', 'message', 'close'] as const) socket.addEventListener(type, (event: Event) => void events.push(event))
      await saw('close')
      return events.map((event) => `${event.constructor.name.replace('Fallback', '')} ${event instanceof Event}`)
    },
    expected: ['Event true', 'MessageEvent true', 'CloseEvent true'],
    except: { ws: ['Event false', 'MessageEvent false', 'CloseEvent false'] },
  },
]
