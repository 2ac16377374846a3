import type * as SolidModule from 'solid-js'
import type { Accessor } from 'solid-js'
import { expect, it, onTestFinished } from 'vitest'
import { text, type Connection, type ConnectionSnapshot } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { root } from './support/code-blocks'
import { runBlock } from './support/run-block'

type Solid = typeof SolidModule
type TextConnection = Connection<string, string>
type Adapter = { createConnectionState(connection: Accessor<TextConnection>): Accessor<ConnectionSnapshot<string>> }

// By its path, because the exports of the package give the server's version in Node.
const browserSolid = () => import(`${root}node_modules/solid-js/dist/solid.js`) as Promise<Solid>
const serverSolid = () => import('solid-js')

const adapter = async (solid: () => Promise<Solid>) =>
  (await runBlock<Adapter>('docs/guides/solid.md', 'export function createConnectionState', '', { modules: { 'solid-js': solid } })).createConnectionState

/** A component that shows the phase and the lines. */
async function show(connection: (solid: Solid) => Accessor<TextConnection>) {
  const solid = await browserSolid()
  const createConnectionState = await adapter(browserSolid)
  const shown = { firstPhase: '', phases: [] as string[], lines: [] as string[], dispose: () => {} }
  solid.createRoot((dispose) => {
    shown.dispose = dispose
    const current = connection(solid)
    const state = createConnectionState(current)
    const phase = solid.createMemo(() => state().phase)
    shown.firstPhase = phase()
    solid.createEffect(() => void shown.phases.push(phase()))
    solid.createEffect(() => solid.onCleanup(current().onMessage((line) => shown.lines.push(line))))
  })
  onTestFinished(() => shown.dispose())
  return shown
}

it('two components share one socket, show each message, and release the connection together', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: text(), lingerMs: 20 })
  const [first, second] = [await show(() => () => connection), await show(() => () => connection)]
  await waitFor(() => first.phases.at(-1) === 'open' && second.phases.at(-1) === 'open')
  expect([first.firstPhase, ...first.phases]).toEqual(['idle', 'connecting', 'open'])
  connection.send('hello')
  await waitFor(() => first.lines.length === 1 && second.lines.length === 1)
  expect(server.opened).toBe(1)
  first.dispose()
  await pause(60)
  expect(server.alive).toBe(1)
  second.dispose()
  await waitFor(() => server.alive === 0)
})

it('a component with another connection shows it and releases the first', async () => {
  const [server, other] = [await serve(), await serve()]
  const options = { codec: text(), lingerMs: 0 }
  const [one, two] = [connectTo(server.url, options), connectTo(other.url, options)]
  let setConnection: (next: TextConnection) => void = () => {}
  const shown = await show((solid) => {
    const [connection, set] = solid.createSignal<TextConnection>(one)
    setConnection = (next) => void set(() => next)
    return connection
  })
  await waitFor(() => shown.phases.at(-1) === 'open')
  setConnection(two)
  await waitFor(() => server.alive === 0 && other.alive === 1)
  await waitFor(() => shown.phases.at(-1) === 'open')
})

it('nothing is dialled on a server', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: text() })
  const createConnectionState = await adapter(serverSolid)
  const { createRoot } = await serverSolid()
  const phase = createRoot(() => createConnectionState(() => connection)().phase)
  await pause(50)
  expect([phase, server.requests.length]).toEqual(['idle', 0])
})

it('a producer of `from` would run on a server', async () => {
  const { createRoot, from } = await serverSolid()
  let isCalled = false
  createRoot(() => from(() => ((isCalled = true), () => {})))
  expect(isCalled).toBe(true)
})
