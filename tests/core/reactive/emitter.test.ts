import { describe, expect, it } from 'vitest'
import { createEmitter } from '../../../src/core/reactive/emitter'

function createLoggedEmitter() {
  const reported: unknown[] = []
  const emitter = createEmitter<[string]>((error) => reported.push(error))
  const log: string[] = []
  const listen = (name: string, then = (_message: string) => {}) =>
    emitter.add((message) => {
      log.push(`${name} ${message}`)
      then(message)
    })
  return { emitter, reported, log, listen }
}

describe('an emitter', () => {
  it('tells listeners in the order they came', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a')
    listen('b')
    emitter.emit('1')
    emitter.emit('2')
    expect(log).toEqual(['a 1', 'b 1', 'a 2', 'b 2'])
  })

  it('tells a listener that was added twice twice, and each can be removed alone', () => {
    const { emitter } = createLoggedEmitter()
    let count = 0
    const listener = () => void count++
    const remove = emitter.add(listener)
    emitter.add(listener)
    emitter.emit('1')
    remove()
    remove()
    emitter.emit('2')
    expect(count).toBe(3)
    expect(emitter.size()).toBe(1)
  })

  it('tells the others when one throws, and reports what was thrown', () => {
    const { emitter, log, listen, reported } = createLoggedEmitter()
    const failure = new Error('mine')
    listen('a', () => {
      throw failure
    })
    listen('b')
    emitter.emit('1')
    emitter.emit('2')
    expect(log).toEqual(['a 1', 'b 1', 'a 2', 'b 2'])
    expect(reported).toEqual([failure, failure])
  })

  it('tells what a listener causes after what caused it, in the same order to everybody', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', (message) => {
      if (message === '1') emitter.emit('2')
    })
    listen('b', (message) => {
      if (message === '2') emitter.emit('3')
    })
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'b 1', 'a 2', 'b 2', 'a 3', 'b 3'])
  })

  it('does not tell a listener what came before it, even while that is being told', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', (message) => {
      if (message !== '1') return
      emitter.emit('2')
      listen('late')
      emitter.emit('3')
    })
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'a 2', 'a 3', 'late 3'])
  })

  it('does not tell a listener that another has removed meanwhile', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', () => removeB())
    const removeB = listen('b')
    listen('c')
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'c 1'])
  })

  it('does not skip the next one when a listener removes itself', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    const remove = listen('a', () => remove())
    listen('b')
    emitter.emit('1')
    emitter.emit('2')
    expect(log).toEqual(['a 1', 'b 1', 'b 2'])
  })

  it('does not tell a removed listener what is still to come in the same turn', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', (message) => {
      if (message === '1') emitter.emit('2')
    })
    const removeB = listen('b', () => removeB())
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'b 1', 'a 2'])
  })

  it('goes on after a listener that emits and throws', () => {
    const { emitter, log, listen, reported } = createLoggedEmitter()
    listen('a', (message) => {
      if (message !== '1') return
      emitter.emit('2')
      throw new Error('mine')
    })
    listen('b')
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'b 1', 'a 2', 'b 2'])
    expect(reported).toHaveLength(1)
  })

  it('hands on all arguments', () => {
    const emitter = createEmitter<[number, string]>(() => {})
    const got: unknown[] = []
    emitter.add((...args) => got.push(...args))
    emitter.emit(1, 'x')
    expect(got).toEqual([1, 'x'])
  })
})
