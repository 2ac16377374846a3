import { beforeAll, describe, expect, it, vi } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { createConnection } from 'websocket-store'
import { yjsOptions } from '../../examples/protocols/yjs/client'
import type { YjsServer } from '../../examples/protocols/yjs/server'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'

let startServer: () => Promise<YjsServer>

beforeAll(async () => {
  // It warns that client and server have a copy of `yjs` each. They are one process only here.
  const warn = vi.spyOn(console, 'error').mockImplementation(() => {})
  ;({ startServer } = await import('../../examples/protocols/yjs/server'))
  warn.mockRestore()
})

let rooms = 0

/** A client in a room, with a document that knows nothing yet. */
function join(url: string, pingMs?: number) {
  const doc = new Doc()
  const awareness = new Awareness(doc)
  const connection = ending(createConnection(url, quick(yjsOptions(doc, awareness, { ...(pingMs !== undefined && { pingMs }) }))))
  const release = connection.retain()
  return { connection, release, doc, awareness, text: doc.getText('t') }
}

async function start() {
  const server = ending(await startServer())
  const room = `room-${++rooms}`
  return { server, room, url: `${server.url}/${room}`, textOnServer: () => server.docOf(room)?.getText('t').toString() }
}

/** Frame types: `0 0` sync step 1, `0 1` sync step 2, `0 2` update, `1` awareness. */
const typesOf = (frames: readonly (string | Buffer)[]) => frames.map((frame) => [...(frame as Buffer).subarray(0, frame[0] === 0 ? 2 : 1)].join(' '))

describe('Yjs', () => {
  it('syncs what changed before the first open, then sends each change once', shows('connect'), async () => {
    const { server, url, textOnServer } = await start()
    const { connection, text } = join(url)
    text.insert(0, 'before ')
    await untilPhase(connection, 'open')
    await waitFor(() => textOnServer() === 'before ')
    text.insert(7, 'after')
    await waitFor(() => textOnServer() === 'before after')
    expect(typesOf(server.frames)).toEqual(['0 0', '1', '0 1', '0 2'])
  })

  it('makes two clients converge that write at the same time', shows('special'), async () => {
    const { url, textOnServer } = await start()
    const [anna, ben] = [join(url), join(url)]
    await Promise.all([untilPhase(anna.connection, 'open'), untilPhase(ben.connection, 'open')])
    anna.text.insert(0, 'Anna ')
    ben.text.insert(0, 'Ben ')
    await waitFor(() => anna.text.length === 9 && anna.text.toString() === ben.text.toString() && textOnServer() === ben.text.toString())
  })

  it('syncs both directions again after a cut, without queued updates', shows('cut and resume'), async () => {
    const { server, url, textOnServer } = await start()
    const [anna, ben] = [join(url), join(url)]
    await Promise.all([untilPhase(anna.connection, 'open'), untilPhase(ben.connection, 'open')])
    server.cut()
    await Promise.all([untilPhase(anna.connection, 'waiting'), untilPhase(ben.connection, 'waiting')])
    anna.text.insert(0, 'a')
    ben.text.insert(0, 'b')
    await waitFor(() => anna.text.length === 2 && anna.text.toString() === ben.text.toString() && textOnServer() === ben.text.toString())
    expect(server.framesBySocket).toHaveLength(4)
    for (const frames of server.framesBySocket.slice(2)) expect(typesOf(frames)).not.toContain('0 2')
  })

  it('shows who is there, nobody while the socket is down, and who has left', shows('leave cleanly', 'special'), async () => {
    const { server, url } = await start()
    const anna = join(url)
    await untilPhase(anna.connection, 'open')
    const ben = join(url)
    anna.awareness.setLocalStateField('name', 'Anna')
    const seenByBen = () => [...ben.awareness.getStates().values()].map((state) => state['name'])
    await waitFor(() => seenByBen().includes('Anna'))
    for (const cut of [() => [...server.sockets].at(-1)!.terminate(), server.cut]) {
      cut()
      await untilPhase(ben.connection, 'waiting')
      expect(seenByBen()).not.toContain('Anna')
      await waitFor(() => seenByBen().includes('Anna'))
    }
    anna.release()
    await waitFor(() => !seenByBen().includes('Anna'))
    expect(ben.connection.getSnapshot().phase).toBe('open')
    await waitFor(() => server.closes.some(({ code }) => code === 1000))
    // For the next time.
    expect(anna.awareness.getLocalState()).toEqual({ name: 'Anna' })
  })

  it('pings with a sync step 1, which the server answers', shows('heartbeat'), async () => {
    const { server, url } = await start()
    const { connection } = join(url, 20)
    await waitFor(() => typesOf(server.frames).filter((type) => type === '0 0').length >= 4)
    expect(connection.getSnapshot().phase).toBe('open')
    expect(server.framesBySocket).toHaveLength(1)
  })
})
