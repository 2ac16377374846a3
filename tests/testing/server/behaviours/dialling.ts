import type { Behaviour } from '../behaviour'
import { dial, open, pause } from '../observe'

const LOST = 'close 3 1006 "" unclean'

export const dialling: readonly Behaviour[] = [
  {
    title: 'dispatches nothing before the program has run to its end, and then opens',
    async run(world) {
      const { log, note, saw } = await dial(world)
      note('constructed')
      await Promise.resolve()
      note('promise callbacks ran')
      await saw('open')
      return log
    },
    expected: ['constructed 0', 'promise callbacks ran 0', 'open 1'],
  },
  {
    title: 'fires error, then close with 1006, when the server refuses the dial',
    async run(world) {
      const { log, saw } = await dial(world, { dials: 'refuse' })
      await saw('close')
      return log
    },
    expected: ['error 3', LOST],
    except: { ws: ['error 2', LOST] },
  },
  {
    title: 'stays connecting while the server does not answer',
    async run(world) {
      const { log, note } = await dial(world, { dials: 'hang' })
      await pause(60)
      note('waited')
      return log
    },
    expected: ['waited 0'],
  },
  {
    title: 'fires error, then close with 1006, in a later task after close() while connecting',
    async run(world) {
      const { socket, log, note, saw } = await dial(world, { dials: 'hang' })
      socket.close()
      note('returned')
      await saw('close')
      return log
    },
    expected: ['returned 2', 'error 3', LOST],
    except: { ws: ['returned 2', 'error 2', LOST] },
  },
  {
    title: 'never opens after close() while connecting, also when the server accepts the dial',
    async run(world) {
      const { socket, log, saw } = await dial(world)
      socket.close()
      await saw('close')
      await pause(60)
      return log
    },
    expected: ['error 3', LOST],
    except: { ws: ['error 2', LOST] },
  },
  {
    title: 'has the subprotocol that the server chooses from the open on',
    async run(world) {
      const { socket, peer, saw } = await dial(world, { protocol: 'b' }, ['a', 'b'])
      const before = socket.protocol
      await saw('open')
      return [before, socket.protocol, socket.extensions, socket.url === `${peer.url}/`]
    },
    expected: ['', 'b', '', true],
  },
  {
    title: 'has no subprotocol when it offers none',
    async run(world) {
      const { socket } = await open(world)
      return [socket.protocol, socket.extensions]
    },
    expected: ['', ''],
  },
  {
    title: 'fails the dial when the server chooses none of the subprotocols that it offers',
    async run(world) {
      const { log, saw } = await dial(world, { protocol: '' }, ['a', 'b'])
      await saw('close')
      return log
    },
    expected: ['error 3', LOST],
    except: { ws: ['error 2', LOST] },
  },
  {
    title: 'delivers what the server sends on connect after the open, in order, and then the close',
    async run(world) {
      const { log, saw } = await dial(world, { greetings: ['a', 'b'], closesWith: 4001 })
      await saw('close')
      return log
    },
    expected: ['open 1', 'message 1 a', 'message 1 b', 'close 3 4001 "" clean'],
  },
]
