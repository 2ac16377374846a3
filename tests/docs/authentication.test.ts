// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/authentication.md'

const serveAccounts = () =>
  serve({
    onMessage(message, socket) {
      const { token } = JSON.parse(String(message)) as { token: string }
      socket.send(JSON.stringify(token === 'good' ? 'welcome' : 'who are you?'))
    },
  })

it.each(FRAMEWORKS)('the component of the page logs in on each socket: %s', async (framework) => {
  const server = await serveAccounts()
  const { root } = await showBlock(framework, page, 'handshake', server.url, { props: { getToken: async () => 'good' } })
  await waitFor(() => root.textContent === 'open')
  server.terminateAll()
  await waitFor(() => server.messages.length === 2 && root.textContent === 'open')
  expect(server.messages).toEqual(Array(2).fill('{"type":"auth","token":"good"}'))
})

it.each(FRAMEWORKS)('the component of the page stops when the server refuses: %s', async (framework) => {
  const server = await serveAccounts()
  const { root } = await showBlock(framework, page, 'handshake', server.url, { props: { getToken: async () => 'bad' } })
  await waitFor(() => root.textContent === 'Please log in again')
  await pause(40)
  expect(server.opened).toBe(1)
})

it.each([4401, 4403, 3000, 3003])('a token that the server refuses with %i is read once more, then the connection stops', async (code) => {
  let tokens = 0
  const server = await serve({ onMessage: (_, socket) => socket.close(code) })
  const { root } = await showBlock('React', page, 'handshake', server.url, {
    props: { getToken: async () => `token ${++tokens}` },
  })
  await waitFor(() => root.textContent === 'Please log in again')
  await pause(40)
  expect([tokens, server.opened]).toEqual([2, 2])
})
