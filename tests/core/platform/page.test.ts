import { afterEach, expect, it, vi } from 'vitest'
import { defineOptions } from 'websocket-store'
import { globalEventSource } from '../../../src/core/platform/event-source'
import { baseUrl, hasDocument } from '../../../src/core/platform/page'

afterEach(() => void vi.unstubAllGlobals())

it('there is a base url where there is a location', () => {
  expect(baseUrl()).toBeUndefined()
  vi.stubGlobal('location', { href: 'https://page.test/a' })
  expect(baseUrl()).toBe('https://page.test/a')
})

it('there is a page where there is a document', () => {
  expect(hasDocument()).toBe(false)
  vi.stubGlobal('document', {})
  expect(hasDocument()).toBe(true)
})

it('the global EventSource is used where there is one', () => {
  // Node has none.
  expect(globalEventSource()).toBeUndefined()
  const stub = class {}
  vi.stubGlobal('EventSource', stub)
  expect(globalEventSource()).toBe(stub)
})

it('defineOptions() returns the options that it gets', () => {
  const options = { lingerMs: 5 }
  expect(defineOptions(options)).toBe(options)
})
