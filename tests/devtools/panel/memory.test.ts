import { expect, it } from 'vitest'
import { createMemory, recallOneOf } from '../../../src/devtools/panel/memory'

const storageOf = (values: Map<string, string>) => () => ({
  getItem: (name: string) => values.get(name) ?? null,
  setItem: (name: string, text: string) => void values.set(name, text),
})

it('remembers values in the storage, under names of its own', () => {
  const values = new Map<string, string>()
  createMemory(storageOf(values)).set('tab', 'Frames')
  expect([...values]).toEqual([['websocket-store-devtools:tab', '"Frames"']])
  expect(createMemory(storageOf(values)).get('tab')).toBe('Frames')
})

it('remembers until a reload when the storage is full or forbidden', () => {
  const memory = createMemory(() => { throw new Error('forbidden') })
  expect(memory.get('tab')).toBe(undefined)
  memory.set('tab', 'Frames')
  expect(memory.get('tab')).toBe('Frames')
})

it('takes the first choice where the remembered value is none of them', () => {
  const memory = createMemory(storageOf(new Map([['websocket-store-devtools:theme', '"pink"'], ['websocket-store-devtools:open', '{']])))
  expect(recallOneOf(memory, 'theme', ['system', 'dark'])).toBe('system')
  expect(memory.get('open')).toBe(undefined)
  memory.set('theme', 'dark')
  expect(recallOneOf(memory, 'theme', ['system', 'dark'])).toBe('dark')
})
