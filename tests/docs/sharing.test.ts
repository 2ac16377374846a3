// @vitest-environment jsdom
import { describe, expect, it, onTestFinished } from 'vitest'
import { h, type createApp } from 'vue'
import { createRegistry, type Connection, type ConnectionRegistry } from 'websocket-store'
import { useConnection } from 'websocket-store/vue'
import { serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { FRAMEWORKS, showBlock } from './support/show-block'

const page = 'docs/guides/sharing.md'

it.each(FRAMEWORKS)('the components of the page share one socket: %s', async (framework) => {
  const server = await serve()
  const { root } = await showBlock(framework, page, 'uses the same socket', server.url)
  await waitFor(() => server.alive === 1 && root.textContent!.includes('open'))
  server.broadcast('rain')
  await waitFor(() => root.textContent === 'openrain')
  await pause(20)
  expect(server.opened).toBe(1)
})

it('the function of the page returns the shared connection', async () => {
  const { getNews } = await runBlock<{ getNews(): Connection }>(page, 'export const getNews', 'wss://host.test')
  onTestFinished(() => getNews().dispose())
  expect(getNews()).toBe(getNews())
  expect(getNews().getSnapshot().phase).toBe('idle')
})

it('the applications of the page use their own registry', async () => {
  const { registry, createShop } = await runBlock<{ registry: ConnectionRegistry; createShop: typeof createApp }>(page, 'createShop', '')
  onTestFinished(() => registry.dispose())
  let connection: unknown
  const app = createShop({
    setup() {
      connection = useConnection('wss://host.test').value
      return () => h('p')
    },
  })
  app.runWithContext(() => {})
  app.mount(document.createElement('div'))
  app.unmount()
  expect([...registry.entries()]).toEqual([connection])
  expect(registry.connection('wss://host.test').option('lingerMs')).toBe(5000)
})

describe('two callers', () => {
  const registry = createRegistry()
  const first = 'wss://host.test/feed'
  const url = () => first
  it.each([
    ['share with the same key and other URLs', ['wss://a.test', { key: 'k' }], ['wss://b.test', { key: 'k' }], true],
    ['share with the same URL and static protocols', [first, { protocols: 'chat' }], [first, { protocols: ['chat'] as string[] }], true],
    ['do not share with other static protocols', [first, { protocols: 'chat' }], [first, { protocols: 'game' }], false],
    ['share with the same URL and a protocols function', [first, {}], [first, { protocols: () => 'chat' }], true],
    ['share with an https URL of the same address', [first, {}], ['https://host.test/feed', {}], true],
    ['do not share when the query differs', [`${first}?a`, {}], [`${first}?b`, {}], false],
    ['do not share a URL function without a key', [url, {}], [url, {}], false],
    ['do not share with share: false', [first, {}], [first, { share: false }], false],
  ] as const)('%s', (_, [oneUrl, one], [otherUrl, other], isShared) => {
    expect(registry.connection(oneUrl, one) === registry.connection(otherUrl, other)).toBe(isShared)
  })

  it('do not share with another registry', () => {
    expect(createRegistry().connection(first)).not.toBe(registry.connection(first))
  })
})
