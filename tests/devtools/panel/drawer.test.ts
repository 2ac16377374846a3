// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createRegistry, type ConnectionRegistry } from 'websocket-store'
import { mountDevtools } from 'websocket-store/devtools'
import { withoutLayout } from './show-panel'

withoutLayout()
globalThis.matchMedia = () => ({ matches: false, addEventListener() {}, removeEventListener() {} }) as unknown as MediaQueryList

const removals: (() => void)[] = []
beforeEach(() => {
  localStorage.clear()
  document.body.replaceChildren()
})
afterEach(() => {
  for (const remove of removals.splice(0)) remove()
})

function mount(registry: ConnectionRegistry = createRegistry(), open = false): () => void {
  const remove = mountDevtools({ registry, open })
  removals.push(remove)
  return remove
}

const hosts = () => [...document.querySelectorAll<HTMLElement>('[data-websocket-store-devtools]')]
const drawerOf = (host: HTMLElement) => host.shadowRoot!.querySelector<HTMLElement>('.drawer')!
const press = (init: KeyboardEventInit) =>
  dispatchEvent(new KeyboardEvent('keydown', { key: 'W', code: 'KeyW', altKey: true, shiftKey: true, ...init }))

function addInput(): HTMLInputElement {
  const input = document.createElement('input')
  document.body.append(input)
  return input
}

it('gives the buttons of several panels places of their own, also after one was removed', () => {
  const removeFirst = mount()
  mount()
  removeFirst()
  mount()
  const places = hosts().map((host) => host.style.getPropertyValue('--nth'))
  expect(places.sort()).toEqual(['0', '1'])
})

it('opens and closes once while the keys of the shortcut are held', () => {
  mount()
  const isOpen = () => !drawerOf(hosts()[0]!).hidden
  press({})
  press({ repeat: true })
  expect(isOpen()).toBe(true)
})

it('does not move the focus of the page when it is removed', () => {
  const input = addInput()
  input.focus()
  const remove = mount(createRegistry(), true)
  input.blur()
  remove()
  expect(document.activeElement).toBe(document.body)
})

it('returns the focus to the page when it is removed with the focus inside', () => {
  const input = addInput()
  input.focus()
  const remove = mount()
  press({})
  expect(document.activeElement).toBe(hosts()[0])
  remove()
  expect(document.activeElement).toBe(input)
})

it('shows one panel for two mounts of one registry, and none after both are undone twice', () => {
  const registry = createRegistry()
  const [first, second] = [mount(registry), mount(registry)]
  expect(hosts()).toHaveLength(1)
  first()
  first()
  expect(hosts()).toHaveLength(1)
  second()
  expect(hosts()).toHaveLength(0)
})

it('works in a page that has no body yet', () => {
  const { body } = document
  body.remove()
  const remove = mount(createRegistry(), true)
  press({})
  press({})
  remove()
  document.documentElement.append(body)
  expect(hosts()).toHaveLength(0)
})

it('ignores Escape while an input method uses it', () => {
  mount(createRegistry(), true)
  const drawer = drawerOf(hosts()[0]!)
  const escape = (isComposing: boolean) => drawer.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing, cancelable: true }))
  escape(true)
  expect(drawer.hidden).toBe(false)
  escape(false)
  expect(drawer.hidden).toBe(true)
})
