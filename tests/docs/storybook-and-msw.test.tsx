// @vitest-environment jsdom
import { act, cleanup, render } from '@testing-library/react'
import { mount } from '@vue/test-utils'
import type { ComponentType, ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { App, Component } from 'vue'
import type { ConnectionRegistry } from 'websocket-store'
import { pause } from '../support/wait-for'
import { runBlock } from './support/run-block'
import { runTests } from './support/run-tests'

const PAGE = 'docs/guides/storybook-and-msw.md'
const URL = 'wss://example.org/feed'
const msw = {
  'msw': () => import('msw'),
  'msw/node': () => import('msw/node'),
  // With no WebSocket in its options, so that the global one is used.
  'websocket-store': () => import('websocket-store'),
}

type Name = 'Loading' | 'Loaded' | 'Refused'
type ReactStories = Record<Name, { decorators: [(story: () => ReactNode) => ReactNode] }> & { Price: ComponentType }
type VueStories = Record<Name, { parameters: { registry: ConnectionRegistry } }> & {
  Price: Component
  setupApp(app: App, context?: object): void
}

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})
afterEach(cleanup)

describe.each([
  ['Loading', 'loading'],
  ['Loaded', '42'],
  ['Refused', 'no connection'],
] as const)('the story %s', (name, text) => {
  it('shows its state in React', async () => {
    const { Price, ...stories } = await runBlock<ReactStories>(PAGE, 'export function Price', URL, { language: 'tsx' })
    const { container } = render(stories[name].decorators[0](() => <Price />))
    await act(() => pause(50))
    expect(container.textContent).toBe(text)
  })

  it('shows its state in Vue', async () => {
    const { Price, setupApp, ...stories } = await runBlock<VueStories>(PAGE, 'export const Price', URL)
    const plugin = { install: (app: App) => setupApp(app, stories[name]) }
    const wrapper = mount(Price, { global: { plugins: [plugin] } })
    onTestFinished(() => wrapper.unmount())
    await pause(50)
    expect(wrapper.text()).toBe(text)
  })
})

it('the test with MSW passes', async () => {
  expect(await runTests(PAGE, 'ws.link', URL, { modules: msw })).toBe(1)
})

it('MSW replaces the global WebSocket only while its server listens', async () => {
  const { setupServer } = await import('msw/node')
  const original = globalThis.WebSocket
  const server = setupServer()
  server.listen()
  expect(globalThis.WebSocket).not.toBe(original)
  server.close()
  expect(globalThis.WebSocket).toBe(original)
})
