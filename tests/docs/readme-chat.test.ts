// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { waitFor } from '../support/wait-for'
import { startLearnServer } from './support/learn-server'
import { showBlock } from './support/show-block'

const showChat = (url: string, token = 'blue') =>
  showBlock('React', 'README.md', 'chat of', url, { props: { url, room: 'kitchen', name: 'ada', token } })

const say = (root: HTMLElement, text: string) => {
  root.querySelector('input')!.value = text
  root.querySelector('form')!.requestSubmit()
}

it('the chat of the README signs in, and continues its room after the server was away', async () => {
  const server = await startLearnServer()
  const { root } = await showChat(server.url)
  const items = () => [...root.querySelectorAll('li')].map((item) => item.textContent)
  await waitFor(() => root.textContent.startsWith('open'))
  say(root, 'one')
  await waitFor(() => items().includes('ada: one'))
  await server.kill()
  await waitFor(() => root.textContent.startsWith('waiting'))
  say(root, 'two')
  await waitFor(() => root.textContent.includes('1 to send'))
  await server.restart()
  await waitFor(() => items().length === 2, { timeoutMs: 10_000 })
  expect(items()).toEqual(['ada: one', 'ada: two'])
})

it('the chat of the README does not retry a refused login', async () => {
  const server = await startLearnServer()
  const { root } = await showChat(server.url, 'wrong')
  await waitFor(() => root.textContent.startsWith('closed'))
})
