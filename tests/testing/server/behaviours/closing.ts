import type { Behaviour } from '../behaviour'
import { open, pause, until } from '../observe'

export const closing: readonly Behaviour[] = [
  {
    title: 'closes with the code and reason that it passes, at both ends',
    async run(world) {
      const { socket, peer, log, note, saw } = await open(world)
      socket.close(4001, 'bye')
      note('returned')
      await saw('close')
      await until(async () => (await peer.closes()).length > 0)
      return [log, await peer.closes()]
    },
    expected: [['open 1', 'returned 2', 'close 3 4001 "bye" clean'], [{ code: 4001, reason: 'bye' }]],
  },
  {
    title: 'closes with 1005 at both ends when it passes no code',
    async run(world) {
      const { socket, peer, log, saw } = await open(world)
      socket.close()
      await saw('close')
      await until(async () => (await peer.closes()).length > 0)
      return [log, await peer.closes()]
    },
    expected: [['open 1', 'close 3 1005 "" clean'], [{ code: 1005, reason: '' }]],
  },
  {
    title: 'has the code and reason of the server, and repeats the code in its answer',
    async run(world) {
      const { peer, log, saw } = await open(world)
      await peer.close(4002, 'moved')
      await saw('close')
      await until(async () => (await peer.closes()).length > 0)
      return [log, (await peer.closes()).map(({ code }) => code)]
    },
    expected: [['open 1', 'close 3 4002 "moved" clean'], [4002]],
  },
  {
    title: 'closes with 1005 when the server passes no code',
    async run(world) {
      const { peer, log, saw } = await open(world)
      await peer.close()
      await saw('close')
      return log
    },
    expected: ['open 1', 'close 3 1005 "" clean'],
  },
  {
    title: 'closes with 1006 and without an error event when the connection is cut',
    async run(world) {
      const { peer, log, saw } = await open(world)
      await peer.cut()
      await saw('close')
      await until(async () => (await peer.closes()).length > 0)
      return [log, (await peer.closes()).map(({ code }) => code)]
    },
    expected: [['open 1', 'close 3 1006 "" unclean'], [1006]],
  },
  {
    title: 'ignores a second close()',
    async run(world) {
      const { socket, log, saw } = await open(world)
      socket.close(4001)
      socket.close(4002)
      await saw('close')
      socket.close(4003)
      await pause(20)
      return log
    },
    expected: ['open 1', 'close 3 4001 "" clean'],
  },
  {
    title: 'sends what was sent before close(), and delivers nothing after it',
    async run(world) {
      const { socket, peer, log, saw } = await open(world)
      socket.send('a')
      socket.send('b')
      socket.close()
      await saw('close')
      return [log, await peer.received()]
    },
    expected: [['open 1', 'close 3 1005 "" clean'], ['a', 'b']],
    except: { ws: [['open 1', 'message 2 a', 'message 2 b', 'close 3 1005 "" clean'], ['a', 'b']] },
  },
  {
    title: 'stays closing while the server does not answer the close frame',
    async run(world) {
      const { socket, peer, log, note } = await open(world)
      await peer.silence()
      socket.close(4001)
      await pause(60)
      note('waited')
      return log
    },
    expected: ['open 1', 'waited 2'],
  },
  {
    title: 'stays open when the server stops answering',
    async run(world) {
      const { socket, peer, log, note } = await open(world)
      await peer.silence()
      socket.send('anybody there?')
      await pause(60)
      note('waited')
      return [log, await peer.received()]
    },
    expected: [['open 1', 'waited 1'], []],
  },
]
