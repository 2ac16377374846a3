import type { Behaviour } from '../behaviour'
import { construct, dial, open, thrownBy } from '../observe'

const LONG = 'x'.repeat(124)

export const argumentChecks: readonly Behaviour[] = [
  {
    title: 'throws a SyntaxError for an address that is no WebSocket address or has a fragment',
    async run(world) {
      const { url } = await world.start({ dials: 'hang' })
      const urls = ['ws://', 'ws://a:99999/', 'ftp://server.example/', 'mailto:a@b', `${url}/#`, `${url}/#a`]
      return urls.map((each) => thrownBy(() => construct(world, each)))
    },
    expected: ['SyntaxError', 'SyntaxError', 'SyntaxError', 'SyntaxError', 'SyntaxError', 'SyntaxError'],
    except: { ws: ['SyntaxError', 'SyntaxError', 'SyntaxError', 'SyntaxError', 'nothing', 'SyntaxError'] },
  },
  {
    title: 'throws a SyntaxError for invalid and repeated subprotocols',
    async run(world) {
      const { url } = await world.start({ dials: 'hang' })
      const lists = ['', 'a b', 'a,b', 'a/b', 'é', 'a=', ['a', 'a'], ['a', '']]
      return lists.map((protocols) => thrownBy(() => construct(world, url, protocols)))
    },
    expected: Array(8).fill('SyntaxError'),
  },
  {
    title: 'accepts a string, an empty list, and subprotocols that differ in case',
    async run(world) {
      const seen = []
      for (const protocols of ['a', [], ['b', 'B']]) seen.push((await open(world, {}, protocols)).socket.protocol)
      return seen
    },
    expected: ['a', '', 'b'],
  },
  {
    title: 'accepts a URL object and an http address',
    async run(world) {
      const { url } = await world.start({ dials: 'hang' })
      const dialled = [new URL(`${url}/a/../b?c=1`), url.replace(/^ws/, 'http')]
      return dialled.map((each) => construct(world, each).url.replace(url, ''))
    },
    expected: ['/b?c=1', '/'],
  },
  {
    title: 'throws from close() for codes other than 1000 and 3000 to 4999, and stays open',
    async run(world) {
      const { socket } = await open(world)
      return [0, 999, 1001, 1005, 1006, 2999, 5000].map((code) => `${thrownBy(() => socket.close(code))} ${socket.readyState}`)
    },
    expected: Array(7).fill('InvalidAccessError 1'),
    // It takes the codes that a server may send, and closes.
    except: {
      ws: ['TypeError 1', 'TypeError 1', 'nothing 2', 'nothing 2', 'nothing 2', 'nothing 2', 'nothing 2'],
    },
  },
  {
    title: 'throws from close() for a reason of more than 123 bytes',
    async run(world) {
      const { socket } = await open(world)
      return [LONG, 'é'.repeat(62)].map((reason) => `${thrownBy(() => socket.close(1000, reason))} ${socket.readyState}`)
    },
    expected: ['SyntaxError 1', 'SyntaxError 1'],
    except: { ws: ['RangeError 1', 'RangeError 1'] },
  },
  {
    title: 'takes a reason of 123 bytes',
    async run(world) {
      const { socket, log, saw } = await open(world)
      socket.close(3000, LONG.slice(1))
      await saw('close')
      return log
    },
    expected: ['open 1', `close 3 3000 "${LONG.slice(1)}" clean`],
  },
  {
    title: 'has the ready states as constants of the class and of each socket',
    async run(world) {
      const { socket } = await dial(world)
      const { CONNECTING, OPEN, CLOSING, CLOSED } = world.WebSocket
      return [CONNECTING, OPEN, CLOSING, CLOSED, socket.CONNECTING, socket.OPEN, socket.CLOSING, socket.CLOSED]
    },
    expected: [0, 1, 2, 3, 0, 1, 2, 3],
  },
  {
    title: 'throws a TypeError when it is called without new',
    async run({ WebSocket }) {
      return thrownBy(() => (WebSocket as unknown as (url: string) => void)('ws://server.example/'))
    },
    expected: 'TypeError',
  },
]
