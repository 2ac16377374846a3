// @vitest-environment jsdom
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { startEchoServer } from '../../examples/echo-server'
import Echo from '../../examples/vue/echo.vue'

let server: Awaited<ReturnType<typeof startEchoServer>>
let page: VueWrapper

beforeEach(async () => {
  server = await startEchoServer()
  page = mount(Echo, { props: { url: server.url } })
})
afterEach(() => {
  page.unmount()
  getDefaultRegistry().dispose()
  server.close()
})

const sendText = async (text: string): Promise<void> => {
  await page.get('input').setValue(text)
  await page.get('form').trigger('submit')
}

const messages = (): string[] => page.findAll('li').map((item) => item.text())

it('shows what the server sends back', async () => {
  await vi.waitFor(() => expect(page.get('p').text()).toBe('open'))
  await sendText('one')
  await sendText('two')
  await vi.waitFor(() => expect(messages()).toEqual(['ONE', 'TWO']))
})

it('queues a message before the socket is open, and sends it when the socket opens', async () => {
  expect(page.get('p').text()).not.toBe('open')
  await sendText('early')
  await vi.waitFor(() => expect(messages()).toEqual(['EARLY']))
})
