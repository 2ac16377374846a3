import '@angular/compiler' // the decorators need it where nothing was compiled in advance
import { createEnvironmentInjector, DestroyRef, Injector, PLATFORM_ID, runInInjectionContext, type EnvironmentInjector, type Signal } from '@angular/core'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry, text, type Connection, type ConnectionSnapshot } from 'websocket-store'
import { WebSocket } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/angular.md'
const modules = { '@angular/core': () => import('@angular/core') }

type Adapter = { connectionState(connection: Connection<string, string>): Signal<ConnectionSnapshot<string>> }

const adapter = () => runBlock<Adapter>(PAGE, 'export function connectionState', '', { modules })

/** The injector of a component. */
function injectorOn(platform: 'browser' | 'server'): EnvironmentInjector {
  const parent = Injector.create({ providers: [{ provide: PLATFORM_ID, useValue: platform }] }) as EnvironmentInjector
  const injector = createEnvironmentInjector([], parent)
  onTestFinished(() => {
    if (!(injector as { destroyed?: boolean }).destroyed) injector.destroy()
  })
  return injector
}

beforeEach(async () => {
  vi.stubGlobal('WebSocket', WebSocket)
  // The blocks declare the function of the first file.
  vi.stubGlobal('connectionState', (await adapter()).connectionState)
  onTestFinished(() => getDefaultRegistry().dispose())
})

it('the signal follows the connection and releases it with the component', async () => {
  const server = await serve()
  const { connectionState } = await adapter()
  const connection = connectTo(server.url, { codec: text(), lingerMs: 20 })
  const injector = injectorOn('browser')
  const state = runInInjectionContext(injector, () => connectionState(connection))
  expect(state().phase).toBe('connecting')
  await waitFor(() => state().phase === 'open')
  server.terminateAll()
  await waitFor(() => server.opened === 2 && state().phase === 'open')
  injector.destroy()
  await waitFor(() => server.alive === 0)
})

it('two components share one socket and get each message', async () => {
  const server = await serve()
  type Component = { phase: Signal<string>; lines: Signal<readonly string[]>; connection: Connection<string, string> }
  const { Feed } = await runBlock<{ Feed: new () => Component }>(PAGE, 'export class Feed', server.url, { modules })
  const [one, two] = [injectorOn('browser'), injectorOn('browser')].map((injector) => runInInjectionContext(injector, () => new Feed()))
  await waitFor(() => one!.phase() === 'open' && two!.phase() === 'open')
  one!.connection.send('hello')
  await waitFor(() => one!.lines().length === 1 && two!.lines().length === 1)
  expect([server.opened, server.messages]).toEqual([1, ['hello']])
})

it('a service keeps the connection open until its injector is destroyed', async () => {
  const server = await serve()
  type Service = { state: Signal<ConnectionSnapshot> }
  const { Prices } = await runBlock<{ Prices: new () => Service }>(PAGE, 'export class Prices', server.url, { modules })
  const injector = createEnvironmentInjector([Prices], injectorOn('browser'))
  const { state } = injector.get(Prices)
  expect(injector.get(Prices).state).toBe(state)
  await waitFor(() => state().phase === 'open')
  injector.destroy()
  await waitFor(() => server.alive === 0)
})

it('nothing is dialled on a server', async () => {
  const server = await serve()
  const { connectionState } = await adapter()
  const injector = injectorOn('server')
  expect(injector.get(DestroyRef)).toBeDefined()
  const state = runInInjectionContext(injector, () => connectionState(connectTo(server.url, { codec: text() })))
  await pause(50)
  expect([state().phase, server.requests.length]).toEqual(['idle', 0])
})
