// @vitest-environment jsdom
import { compileScript, parse } from 'vue/compiler-sfc'
import { describe, expect, it, vi } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import { showApp, type Framework, type LearnApp } from './support/learn-app'
import { startLearnServer } from './support/learn-server'

vi.setConfig({ testTimeout: 60_000 })

/** The real one takes 15 seconds. */
const FAST_HEARTBEAT = { intervalMs: 100, timeoutMs: 200, message: '{"type":"ping"}', isPong: (frame: unknown) => frame === '{"type":"pong"}' }

const isConnected = (app: LearnApp) => waitFor(() => app.status().startsWith('Connected'), { timeoutMs: 20_000 })
const says = (app: LearnApp, ...items: string[]) =>
  waitFor(
    () => {
      expect(app.items()).toEqual(items)
      return true
    },
    { timeoutMs: 20_000 },
  )

async function signIn(app: LearnApp, name: string, token: string) {
  await app.submit({ Name: name, Token: token })
}

it('the Vue compiler refuses a call of defineOptions in script setup, and accepts it under another name', () => {
  const compile = (name: string) =>
    compileScript(parse(`<script setup>import { defineOptions as ${name} } from 'websocket-store'\nconst options = ${name}({})</script>`).descriptor, { id: 'one' })
  expect(() => compile('defineOptions')).toThrow('defineOptions() has no returning value')
  expect(compile('define').content).toContain('define({})')
})

describe.each<Framework>(['React', 'Vue'])('the tutorial in %s', (framework) => {
  const show = (page: string, url: string, changes?: object) => showApp(framework, `docs/learn/${page}.md`, url, changes)

  it('step 1 shows what the server answers, also after the server was away', async () => {
    const server = await startLearnServer()
    const app = await show('1-first-connection', server.url)
    await waitFor(() => app.status() === 'open')
    await app.submit({ Text: 'hello' })
    await waitFor(() => app.text().includes('You sent hello'))
    await server.kill()
    await waitFor(() => app.status() === 'waiting')
    await app.submit({ Text: 'are you there?' })
    await server.restart()
    await waitFor(() => app.text().includes('You sent are you there?'), { timeoutMs: 20_000 })
  })

  it('step 2 shows all messages of all guests, and joins again after a reconnect before the queue is sent', async () => {
    const server = await startLearnServer()
    const [one, two] = [await show('2-messages', server.url), await show('2-messages', server.url)]
    await says(one, 'You have joined lobby')
    await says(two, 'You have joined lobby')
    await one.submit({ Text: 'hello' })
    await says(two, 'You have joined lobby', 'guest: hello')
    await server.kill()
    await waitFor(() => one.status() === 'waiting')
    await one.submit({ Text: 'first' })
    await one.submit({ Text: 'second' })
    await server.restart()
    await says(one, 'You have joined lobby', 'guest: hello', 'You have joined lobby', 'guest: first', 'guest: second')
  })

  it('step 3 counts down to the next attempt and shows how many messages wait', async () => {
    const server = await startLearnServer()
    const app = await show('3-connection-state', server.url)
    await isConnected(app)
    await server.kill()
    await waitFor(() => app.status().startsWith('Reconnecting in'))
    await app.submit({ Text: 'first' })
    await app.submit({ Text: 'second' })
    await waitFor(() => /^Reconnecting in \d s, 2 to send$/.test(app.status()))
    await server.restart()
    await says(app, 'guest: first', 'guest: second')
    expect(app.status()).toBe('Connected')
  })

  it('step 3 reconnects at once with the button', async () => {
    const server = await startLearnServer()
    const app = await show('3-connection-state', server.url, { reconnect: { delay: () => 60_000 } })
    await isConnected(app)
    await server.kill()
    await waitFor(() => /^Reconnecting in \d\d s$/.test(app.status()))
    await server.restart()
    await app.click('Reconnect now')
    await waitFor(() => app.status() === 'Connected')
  })

  it('step 4 shows the names of people, and says that a token was refused until another sign-in', async () => {
    const server = await startLearnServer()
    const [ada, bob] = [await show('4-authentication', server.url), await show('4-authentication', server.url)]
    await signIn(ada, 'ada', 'blue')
    await signIn(bob, 'bob', 'blue')
    await waitFor(() => bob.alert() === 'Wrong name or token')
    await bob.click('Sign in again')
    await signIn(bob, 'bob', 'green')
    await isConnected(ada)
    await isConnected(bob)
    await bob.submit({ Text: 'hello' })
    await says(ada, 'bob: hello')
  })

  it('step 4 connects again after a correct sign-in with the name that was refused', async () => {
    const server = await startLearnServer((source) => source.replace("return send({ type: 'refused'", "return console.log('refused') ?? send({ type: 'refused'"))
    const app = await show('4-authentication', server.url)
    for (const [index, token] of ['red', 'pink'].entries()) {
      await signIn(app, 'ada', token)
      // A new component shows the last refusal until it dials.
      await waitFor(() => server.output().split('refused').length === index + 2)
      await waitFor(() => app.alert() === 'Wrong name or token')
      await app.click('Sign in again')
    }
    await signIn(app, 'ada', 'blue')
    await isConnected(app)
  })

  it('step 4 signs in again on the open socket before the token expires', async () => {
    const server = await startLearnServer((source) => source.replace('60_000', '600'))
    const app = await show('4-authentication', server.url)
    await signIn(app, 'ada', 'blue')
    await isConnected(app)
    const seen = new Set<string>()
    for (let i = 0; i < 40; i++) {
      seen.add(app.status())
      await pause(50)
    }
    expect([...seen]).toEqual(['Connected'])
    expect(server.output().match(/ada has signed in/g)!.length).toBeGreaterThan(4)
  })

  it('step 5 shows the latency, and replaces the socket of a frozen server', async () => {
    const server = await startLearnServer()
    const app = await show('5-heartbeat', server.url, { heartbeat: FAST_HEARTBEAT })
    await signIn(app, 'ada', 'blue')
    await waitFor(() => /^Connected, \d+ ms$/.test(app.status()))
    server.signal('SIGSTOP')
    await waitFor(() => app.status() === 'Connecting')
    await app.submit({ Text: 'hello' })
    server.signal('SIGCONT')
    await says(app, 'ada: hello')
    await isConnected(app)
  })

  it('step 6 has the history of each room', async () => {
    const server = await startLearnServer()
    const ada = await show('6-rooms', server.url)
    await signIn(ada, 'ada', 'blue')
    await isConnected(ada)
    await ada.submit({ Text: 'in the lobby' })
    await says(ada, 'ada: in the lobby')
    await ada.click('kitchen')
    await says(ada)
    await ada.submit({ Text: 'in the kitchen' })
    await says(ada, 'ada: in the kitchen')
    const bob = await show('6-rooms', server.url)
    await signIn(bob, 'bob', 'green')
    await says(bob, 'ada: in the lobby')
    await bob.click('kitchen')
    await says(bob, 'ada: in the kitchen')
  })

  it('step 6 says that the server refused a room', async () => {
    const server = await startLearnServer((source) => source.replace(", ['kitchen', []]", ''))
    const app = await show('6-rooms', server.url)
    await signIn(app, 'ada', 'blue')
    await app.click('kitchen')
    await waitFor(() => app.alert() === 'There is no such room')
    await app.click('lobby')
    await waitFor(() => app.alert() === undefined)
  })

  it.each(['6-rooms', '7-finish'])('page %s continues a room without a gap when the server was away', async (page) => {
    const server = await startLearnServer()
    const [ada, bob] = [await show(page, server.url), await show(page, server.url)]
    await signIn(ada, 'ada', 'blue')
    await signIn(bob, 'bob', 'green')
    await isConnected(ada)
    await isConnected(bob)
    await ada.submit({ Text: 'before' })
    await says(bob, 'ada: before')
    await server.kill()
    await waitFor(() => ada.status().startsWith('Reconnecting') && bob.status().startsWith('Reconnecting'))
    await ada.submit({ Text: 'during' })
    await server.restart()
    for (const app of [ada, bob]) {
      await says(app, 'ada: before', 'ada: during')
      expect(app.alert()).toBeUndefined()
    }
  })

  it('step 6 says that messages were lost when the server has lost its history, and continues', async () => {
    const server = await startLearnServer()
    const app = await show('6-rooms', server.url)
    await signIn(app, 'ada', 'blue')
    await isConnected(app)
    await app.submit({ Text: 'before' })
    await says(app, 'ada: before')
    await server.kill()
    server.deleteHistory()
    await server.restart()
    await waitFor(() => app.alert() === 'Some messages were lost', { timeoutMs: 20_000 })
    await app.submit({ Text: 'after' })
    await says(app, 'ada: before', 'ada: after')
  })

  it('step 7 shows a message that waited too long', async () => {
    const server = await startLearnServer()
    const app = await show('7-finish', server.url, { queue: { ttlMs: 100 } })
    await signIn(app, 'ada', 'blue')
    await isConnected(app)
    await server.kill()
    await waitFor(() => app.status().startsWith('Reconnecting'))
    await app.submit({ Text: 'too late' })
    await waitFor(() => app.alert() === 'Not sent: too late')
  })
})
