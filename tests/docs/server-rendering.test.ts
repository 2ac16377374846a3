import { renderToString as renderVue } from '@vue/server-renderer'
import { createElement, type ComponentType } from 'react'
import { renderToString as renderReact } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createSSRApp, h, type Component } from 'vue'
import * as react from 'websocket-store/react'
import * as vue from 'websocket-store/vue'
import { runBlock } from './support/run-block'

const page = 'docs/guides/server-rendering.md'
const EXPECTED = 'resolving, 0 messages'

it('the component of the page renders as the page says: React', async () => {
  const { Feed } = await runBlock<{ Feed: ComponentType }>(page, 'export function Feed', 'wss://host.test', { language: 'tsx' })
  expect(renderReact(createElement(Feed)).replaceAll('<!-- -->', '')).toBe(`<p>${EXPECTED}</p>`)
})

it('the component of the page renders as the page says, in the application of the page: Vue', async () => {
  const { default: Feed } = await runBlock<{ default: Component }>(page, 'useMessages', 'wss://host.test', { language: 'vue' })
  const { createShop } = await runBlock<{ createShop: typeof createSSRApp }>(page, 'createShop', '')
  expect(await renderVue(createShop(Feed))).toBe(`<p>${EXPECTED}</p>`)
})

const URL_OF_FEED = 'wss://host.test'
const channels = { subscribe: () => 'on', route: () => undefined }

it('a channel is shown as subscribing, and a component without a URL as idle: React', () => {
  function Page() {
    const { phase, connection } = react.useWebSocket(URL_OF_FEED, { channels })
    const { status } = react.useChannel(connection, 'a')
    return [phase, status, react.useWebSocket(null).phase, react.useWebSocket(URL_OF_FEED, { enabled: false }).phase].join()
  }
  expect(renderReact(createElement(Page))).toBe('resolving,subscribing,idle,idle')
})

it('a channel is shown as subscribing, and a component without a URL as idle: Vue', async () => {
  const Page = {
    setup() {
      const { phase, connection } = vue.useWebSocket(URL_OF_FEED, { channels })
      const { status } = vue.useChannel(connection, 'a')
      const idle = [vue.useWebSocket(null).phase, vue.useWebSocket(URL_OF_FEED, { enabled: false }).phase]
      return () => h('p', [phase, status, ...idle].map(({ value }) => value).join())
    },
  }
  expect(await renderVue(createSSRApp(Page))).toBe('<p>resolving,subscribing,idle,idle</p>')
})
