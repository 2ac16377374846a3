// @vitest-environment jsdom
import { act, fireEvent } from '@testing-library/react'
import { useState, type ComponentType } from 'react'
import { describe, expect, it } from 'vitest'
import { defineComponent, h, shallowRef, type Component } from 'vue'
import { json, type Connection, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import type { TestServer } from '../support/ws-server'
import { registryOverWs } from './support/over-ws'
import { runBlock } from './support/run-block'
import { showReact, showVue, textsOf, type Shown } from './support/show'

const PAGE = 'docs/guides/logout-and-login.md'

type Person = { id: string; token: string }
interface Application {
  shown: Shown
  login(id: string): void
}

const personOf = (id: string): Person => ({ id, token: `token of ${id}` })

async function inReact(url: string): Promise<Application> {
  const page = await runBlock<{ Session: ComponentType<{ person: Person | null; onLogout: () => void }> }>(PAGE, 'export function Session', url, { language: 'tsx' })
  let setPerson: (person: Person | null) => void
  function Root() {
    const [person, set] = useState<Person | null>(null)
    setPerson = set
    return <page.Session person={person} onLogout={() => set(null)} />
  }
  return { shown: showReact(Root, {}), login: (id) => act(() => setPerson(personOf(id))) }
}

async function inVue(url: string): Promise<Application> {
  const { default: Chat } = await runBlock<{ default: Component }>(PAGE, 'defineEmits', url, { language: 'vue' })
  const person = shallowRef<Person | null>(null)
  const Root = defineComponent(() => () =>
    person.value ? h(Chat, { key: person.value.id, person: person.value, onLogout: () => (person.value = null) }) : h('p', 'Logged out'),
  )
  return { shown: showVue(Root, {}), login: (id) => void (person.value = personOf(id)) }
}

function submit({ element }: Shown, text: string) {
  fireEvent.change(element.querySelector('input')!, { target: { value: text } })
  fireEvent.input(element.querySelector('input')!, { target: { value: text } })
  fireEvent.click(element.querySelector('button')!)
}
const logout = ({ element }: Shown) => fireEvent.click(element.querySelectorAll('button')[1]!)
const phaseOf = (shown: Shown) => textsOf(shown, 'output').join()

/** The token of each socket, and the texts that it received. */
function sessionsOf(server: TestServer, received: ReadonlyMap<unknown, string[]>): string[] {
  expect(received.size).toBe(server.opened)
  return [...received.values()].map((messages) => messages.map((message) => Object.values(JSON.parse(message) as object).join()).join(' > '))
}

/** Keeps what each socket received. */
async function serveSessions() {
  const received = new Map<unknown, string[]>()
  const server = await serve({
    onConnection: (socket) => received.set(socket, []),
    onMessage: (message, socket) => {
      received.get(socket)!.push(String(message))
      if (String(message).includes('"text"')) socket.send(String(message))
    },
  })
  return { server, sessions: () => sessionsOf(server, received) }
}

describe.each([
  ['React', inReact],
  ['Vue', inVue],
])('the chat of the page in %s', (_framework, start) => {
  it('gives the next person another socket and an empty list, although the former one logged out a moment ago', async () => {
    const { server, sessions } = await serveSessions()
    const { shown, login } = await start(server.url)
    login('ann')
    await waitFor(() => phaseOf(shown) === 'open')
    submit(shown, 'from ann')
    await waitFor(() => textsOf(shown, 'p').join() === 'from ann')
    logout(shown)
    await waitFor(() => textsOf(shown, 'p').join() === 'Logged out')
    login('bob')
    await waitFor(() => phaseOf(shown) === 'open')
    submit(shown, 'from bob')
    await waitFor(() => textsOf(shown, 'p').join() === 'from bob')
    await waitFor(() => server.alive === 1)
    expect(sessions()).toEqual(['token of ann > from ann', 'token of bob > from bob'])
  })

  it('never sends a message that waited when the former person logged out', async () => {
    const { server, sessions } = await serveSessions()
    await server.down()
    const { shown, login } = await start(server.url)
    login('ann')
    await waitFor(() => phaseOf(shown) !== '')
    submit(shown, 'secret of ann')
    logout(shown)
    await waitFor(() => textsOf(shown, 'p').join() === 'Logged out')
    login('bob')
    await server.up()
    await waitFor(() => phaseOf(shown) === 'open')
    submit(shown, 'from bob')
    await waitFor(() => textsOf(shown, 'p').join() === 'from bob')
    await pause(1200)
    expect(sessions()).toEqual(['token of bob > from bob'])
  })

  it('connects again when the same person logs in again', async () => {
    const { server, sessions } = await serveSessions()
    const { shown, login } = await start(server.url)
    for (const text of ['first', 'second']) {
      login('ann')
      await waitFor(() => phaseOf(shown) === 'open')
      submit(shown, text)
      await waitFor(() => textsOf(shown, 'p').join() === text)
      logout(shown)
      await waitFor(() => textsOf(shown, 'p').join() === 'Logged out')
    }
    expect(sessions()).toEqual(['token of ann > first', 'token of ann > second'])
  })
})

describe('without the steps of the page', () => {
  const as = (registry: ConnectionRegistry, url: string, options: ConnectionOptions<unknown, unknown>) =>
    registry.connection(url, { codec: json<unknown, unknown>(), ...options })

  it('a message leaks to the next person without the person in the key', async () => {
    const { server, sessions } = await serveSessions()
    await server.down()
    const registry = registryOverWs()
    let token = 'token of ann'
    const options: ConnectionOptions<unknown, unknown> = { handshake: ({ send }) => send({ token }) }
    const ann = as(registry, server.url, options)
    const release = ann.retain()
    ann.send({ text: 'secret of ann' })
    release()
    token = 'token of bob'
    const bob = as(registry, server.url, options)
    bob.retain()
    await server.up()
    await waitFor(() => server.messages.length === 2)
    expect(sessions()).toEqual(['token of bob > secret of ann'])
  })

  it('a message leaks without dispose() when an attempt in progress reads the new session, even with the person in the key', async () => {
    const { server } = await serveSessions()
    const registry = registryOverWs()
    let session = ''
    // A slow URL function that reads the session, as a request with a cookie does.
    const join = (id: string) => {
      session = id
      const url = () => pause(50).then(() => `${server.url}/${session}`)
      return registry.connection(url, { key: `chat of ${id}`, codec: json<unknown, unknown>() })
    }
    const sendAndLeave = (connection: Connection<unknown, unknown>) => {
      const release = connection.retain()
      connection.send({ text: 'secret of ann' })
      release()
    }
    sendAndLeave(join('ann'))
    session = 'bob'
    await waitFor(() => server.messages.length === 1)
    expect(server.requests.map(({ url }) => url)).toEqual(['/bob'])

    const carol = join('carol')
    sendAndLeave(carol)
    carol.dispose()
    session = 'bob'
    await pause(1200)
    expect(server.messages).toHaveLength(1)
    expect(server.opened).toBe(1)
  })
})
