import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { withNodeWebSocket } from '../protocols/support/with-node-websocket'
import { ending } from '../protocols/support/quick'
import { untilPhase } from '../support/wait-for'
import { runBlock } from './support/run-block'

withNodeWebSocket()
// The pages log what they receive.
beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}))

type Call = (...args: never[]) => Promise<unknown>
type Page = { readonly connection: Connection } & Readonly<Record<string, Call>>

interface Server {
  readonly url: string
  close(): unknown
}

const folder = '../../examples/protocols'

const examples: [protocol: string, start: () => Promise<Server>, call: string, args: unknown[], result: unknown][] = [
  ['graphql-ws', async () => (await import(`${folder}/graphql-ws/server`)).startServer(), 'hello', ['Anna'], { hello: 'Hello Anna' }],
  ['stomp', async () => (await import(`${folder}/stomp/server`)).startServer(), 'order', ['tea'], undefined],
  ['phoenix', async () => (await import(`${folder}/phoenix/server`)).startServer(), 'shout', ['hi'], { heard: true }],
  ['centrifugo', async () => (await import(`${folder}/centrifugo/server`)).startServer(), 'add', [1, 2, 3], 6],
  ['signalr', async () => (await import(`${folder}/signalr/server`)).startServer(), 'add', [1, 2], 3],
  ['ethereum', async () => (await import(`${folder}/ethereum/server`)).startServer(), 'chainId', [], '0x1'],
  ['home-assistant', async () => (await import(`${folder}/home-assistant/server`)).startServer({ token: 'your token' }), 'getStates', [], expect.any(Array)],
] as never

it.each(examples)('the first example of docs/protocols/%s.md connects and gets a reply', async (protocol, start, call, args, result) => {
  const server = ending(await start())
  const modules = { [`./protocols/${protocol}/client.js`]: () => import(`${folder}/${protocol}/client`) }
  const page = await runBlock<Page>(`docs/protocols/${protocol}.md`, `export const ${call} =`, server.url, { modules })
  onTestFinished(() => page.connection.dispose())
  await untilPhase(page.connection, 'open')
  expect(await page[call]!(...(args as never[]))).toEqual(result)
})
