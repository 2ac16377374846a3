// @vitest-environment jsdom
import { fireEvent } from '@testing-library/react'
import type { ComponentType } from 'react'
import { describe, expect, it } from 'vitest'
import type { Component } from 'vue'
import { json, type Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { createGate } from './support/gate'
import { registryOverWs } from './support/over-ws'
import { runBlock } from './support/run-block'
import { showReact, showVue, textsOf, type Shown } from './support/show'

const PAGE = 'docs/guides/optimistic-updates.md'

type Post = { id: string; text: string; requestId: string }
type Accept = (post: Post) => { reply: object; isNew: boolean }

/** The server of the page. With `isBreaking` it stores a message and breaks the socket before the reply. Replies wait for the gate. */
async function start({ isHeld = false } = {}) {
  const gate = createGate()
  if (!isHeld) gate.open()
  const { accept } = await runBlock<{ accept: Accept }>(PAGE, 'export function accept', '')
  const posts: Post[] = []
  const stored: string[] = []
  const control = { isBreaking: false }
  const server = await serve({
    onMessage(message, socket) {
      const post = JSON.parse(String(message)) as Post
      posts.push(post)
      const { reply, isNew } = accept(post)
      if (isNew) stored.push(post.text)
      if (control.isBreaking) return socket.terminate()
      void gate.passed.then(() => socket.send(JSON.stringify(reply)))
    },
  })
  return { server, posts, stored, control, gate }
}

const inReact = async (url: string): Promise<Shown> => {
  const { Chat } = await runBlock<{ Chat: ComponentType }>(PAGE, 'export function Chat', url, { language: 'tsx' })
  return showReact(Chat, {})
}
const inVue = async (url: string): Promise<Shown> => {
  const { default: Chat } = await runBlock<{ default: Component }>(PAGE, '<script setup', url, { language: 'vue' })
  return showVue(Chat, {})
}

const input = ({ element }: Shown) => element.querySelector('input')!
const lines = (shown: Shown) => textsOf(shown, 'p').map((text) => text.replace(/\s+/g, ' '))

function submit(shown: Shown, text: string) {
  // Vue listens to input events, React to both.
  fireEvent.input(input(shown), { target: { value: text } })
  fireEvent.submit(shown.element.querySelector('form')!)
}

describe.each([
  ['React', inReact],
  ['Vue', inVue],
])('the chat of the page in %s', (_framework, show) => {
  it('shows a message at once, and confirms it with the reply', async () => {
    const { server, stored, gate } = await start({ isHeld: true })
    const shown = await show(server.url)
    submit(shown, 'hello')
    await waitFor(() => lines(shown).join() === 'hello (sending)')
    gate.open()
    await waitFor(() => lines(shown).join() === 'hello (sent)')
    expect(stored).toEqual(['hello'])
    server.broadcast(JSON.stringify({ type: 'posted', id: 'of another person', text: 'welcome' }))
    await waitFor(() => lines(shown).join() === 'hello (sent),welcome (sent)')
  })

  it('removes a refused message, and puts its text back', async () => {
    const { server, posts, gate } = await start({ isHeld: true })
    const shown = await show(server.url)
    const text = 'x'.repeat(501)
    submit(shown, text)
    await waitFor(() => lines(shown).length === 1)
    expect(input(shown).value).toBe('')
    gate.open()
    await waitFor(() => lines(shown).length === 0)
    expect(posts).toHaveLength(1)
    await waitFor(() => input(shown).value === text)
  })

  it('keeps a message whose reply was lost, and stores it once although it is sent again', async () => {
    const { server, posts, stored, control } = await start()
    const shown = await show(server.url)
    control.isBreaking = true
    submit(shown, 'hello')
    await waitFor(() => lines(shown)[0]?.startsWith('hello (unconfirmed)'))
    control.isBreaking = false
    fireEvent.click(shown.element.querySelector('button')!)
    await waitFor(() => lines(shown).join() === 'hello (sent)')
    expect(posts).toHaveLength(2)
    expect(posts[0]!.id).toBe(posts[1]!.id)
    expect(stored).toEqual(['hello'])
  })

  it('sends a message of an outage on the next open', async () => {
    const { server, stored } = await start()
    await server.down()
    const shown = await show(server.url)
    submit(shown, 'hello')
    await pause(100)
    expect(lines(shown)).toEqual(['hello (sending)'])
    await server.up()
    await waitFor(() => lines(shown).join() === 'hello (sent)')
    expect(stored).toEqual(['hello'])
  })
})

describe('postOnce', () => {
  type PostOnce = (connection: Connection<unknown, unknown>, id: string, text: string) => Promise<unknown>

  it('sends the same id again after a lost socket, and the server stores the message once', async () => {
    const { server, posts, stored, control } = await start()
    const { postOnce } = await runBlock<{ postOnce: PostOnce }>(PAGE, 'postOnce', '')
    type Message = { type: 'post'; id: string; text: string; requestId?: string }
    const connection = registryOverWs().connection(server.url, {
      codec: json<Message, Message>(),
      requests: { tag: (message, requestId) => ({ ...message, requestId }), idOf: ({ requestId }) => requestId },
    })
    control.isBreaking = true
    const reply = postOnce(connection as unknown as Connection<unknown, unknown>, 'a', 'hello')
    await waitFor(() => posts.length > 0)
    control.isBreaking = false
    expect(await reply).toMatchObject({ type: 'posted', id: 'a' })
    expect(new Set(posts.map(({ id }) => id))).toEqual(new Set(['a']))
    expect(posts.length).toBeGreaterThan(1)
    expect(stored).toEqual(['hello'])
  })
})
