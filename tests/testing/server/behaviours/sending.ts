import type { Behaviour, World } from '../behaviour'
import { dial, open, thrownBy, until, type Observed } from '../observe'

const BIG = 4 * 1024 * 1024
const bytes = (...values: number[]) => new Uint8Array(values)

/** Sends all of it and returns what the server received. */
async function sendAll(world: World, ...all: unknown[]): Promise<unknown> {
  const observed = await open(world, { echo: false })
  for (const each of all) observed.socket.send(each as string)
  return receivedBy(observed, all.length)
}

async function receivedBy({ peer }: Observed, count: number): Promise<unknown> {
  await until(async () => (await peer.received()).length >= count)
  return peer.received()
}

export const sending: readonly Behaviour[] = [
  {
    title: 'sends text, empty and non-ASCII text too',
    run: (world) => sendAll(world, 'a', '', 'žluťoučký 🐎'),
    expected: ['a', '', 'žluťoučký 🐎'],
  },
  {
    title: 'replaces a lone surrogate, which is not valid in UTF-8',
    run: (world) => sendAll(world, 'a\ud800b'),
    expected: ['a\ufffdb'],
  },
  {
    title: 'sends a number as text',
    run: (world) => sendAll(world, 42),
    expected: ['42'],
  },
  {
    title: 'sends buffers, and exactly the bytes that a view covers',
    run: (world) => sendAll(world, bytes(1, 2).buffer, bytes(9, 3, 4, 9).subarray(1, 3), new DataView(bytes(5).buffer)),
    expected: [[1, 2], [3, 4], [5]],
  },
  {
    title: 'keeps the order of Blobs and text',
    run: (world) => sendAll(world, 'first', new Blob([bytes(1, 2)]), 'last'),
    expected: ['first', [1, 2], 'last'],
  },
  {
    title: 'sends the bytes that a buffer had in send(), whatever is written to it later',
    async run(world) {
      const observed = await open(world, { echo: false })
      const data = bytes(1, 2, 3)
      observed.socket.send(data)
      data.fill(0)
      return receivedBy(observed, 1)
    },
    expected: [[1, 2, 3]],
  },
  {
    title: 'throws from send() while connecting',
    async run(world) {
      const { socket } = await dial(world, { dials: 'hang' })
      return [thrownBy(() => socket.send('early')), socket.bufferedAmount]
    },
    expected: ['InvalidStateError', 0],
    except: { ws: ['Error', 0] },
  },
  {
    title: 'counts the bytes of text in bufferedAmount in the same task, and has sent them later',
    async run(world) {
      const { socket } = await open(world, { echo: false })
      socket.send('é')
      const during = socket.bufferedAmount
      await until(() => socket.bufferedAmount === 0)
      return during
    },
    expected: 2,
    // The system took the bytes already.
    except: { ws: 0 },
  },
  {
    title: 'has at least the size of a big message in bufferedAmount',
    async run(world) {
      const { socket } = await open(world, { echo: false })
      socket.send('x'.repeat(BIG))
      const isCounted = socket.bufferedAmount >= BIG
      await until(() => socket.bufferedAmount === 0)
      return isCounted
    },
    expected: true,
  },
  {
    title: 'drops what is sent after close(), and adds it to bufferedAmount, which never falls again',
    async run(world) {
      const { socket, peer, saw } = await open(world, { echo: false })
      socket.close()
      socket.send('é')
      socket.send(bytes(1, 2, 3))
      await saw('close')
      socket.send('x')
      return [socket.bufferedAmount, await peer.received()]
    },
    expected: [6, []],
  },
]
