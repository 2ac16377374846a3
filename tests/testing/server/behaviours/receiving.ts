import type { Behaviour, World } from '../behaviour'
import { dial, open, until } from '../observe'

/** Sends bytes to a server that sends them back, and returns the message's data. */
async function echoed(world: World, binaryType?: BinaryType): Promise<unknown> {
  const { socket } = await open(world)
  if (binaryType) socket.binaryType = binaryType
  const received: unknown[] = []
  socket.addEventListener('message', ({ data }) => void received.push(data))
  socket.send(new Uint8Array([1, 2]))
  await until(() => received.length > 0)
  return received[0]
}

const tagOf = (value: unknown) => Object.prototype.toString.call(value)

export const receiving: readonly Behaviour[] = [
  {
    title: 'receives text and its echo in order',
    async run(world) {
      const { socket, log, saw } = await open(world)
      for (const text of ['a', '', 'ž']) socket.send(text)
      await saw('message 1 ž')
      return log
    },
    expected: ['open 1', 'message 1 a', 'message 1 ', 'message 1 ž'],
  },
  {
    title: 'receives an ArrayBuffer with binaryType arraybuffer',
    async run(world) {
      const data = (await echoed(world, 'arraybuffer')) as ArrayBuffer
      return [tagOf(data), [...new Uint8Array(data)]]
    },
    expected: ['[object ArrayBuffer]', [1, 2]],
  },
  {
    title: 'receives a Blob with binaryType blob',
    async run(world) {
      const data = (await echoed(world, 'blob')) as Blob
      return [tagOf(data), [...new Uint8Array(await data.arrayBuffer())]]
    },
    expected: ['[object Blob]', [1, 2]],
  },
  {
    title: 'has the binaryType blob by default, and ignores an unknown one',
    async run(world) {
      const { socket } = await dial(world, { dials: 'hang' })
      const before = socket.binaryType
      socket.binaryType = 'text' as BinaryType
      return [before, socket.binaryType]
    },
    expected: ['blob', 'blob'],
    except: { ws: ['nodebuffer', 'nodebuffer'] },
  },
  {
    title: 'runs promise callbacks between two messages',
    async run(world) {
      const { socket, log, note, saw } = await dial(world, { greetings: ['a', 'b'] })
      socket.addEventListener('message', ({ data }) => void Promise.resolve().then(() => note(`after ${data}`)))
      await saw('after b')
      return log
    },
    expected: ['open 1', 'message 1 a', 'after a 1', 'message 1 b', 'after b 1'],
    except: { ws: ['open 1', 'message 1 a', 'message 1 b', 'after a 1', 'after b 1'] },
  },
  {
    title: 'delivers nothing inside send()',
    async run(world) {
      const { socket, log, note, saw } = await open(world)
      socket.send('a')
      note('returned')
      await Promise.resolve()
      note('promise callbacks ran')
      await saw('message')
      return log
    },
    expected: ['open 1', 'returned 1', 'promise callbacks ran 1', 'message 1 a'],
  },
  {
    title: 'puts the origin of the server into message events',
    async run(world) {
      const { socket, peer } = await dial(world, { greetings: ['a'] })
      const event = await new Promise<MessageEvent>((resolve) => socket.addEventListener('message', resolve))
      return [event.type, event.data, event.target === socket, event.origin === peer.url]
    },
    expected: ['message', 'a', true, true],
    except: { ws: ['message', 'a', true, false] },
  },
]
