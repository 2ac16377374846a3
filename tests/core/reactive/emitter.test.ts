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
  it('calls listeners in the order in which they were added', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a')
    listen('b')
    emitter.emit('1')
    emitter.emit('2')
    expect(log).toEqual(['a 1', 'b 1', 'a 2', 'b 2'])
  })

  it('calls a listener twice when it was added twice, and each can be removed separately', () => {
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

  it('calls the others when one throws, and reports the error', () => {
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

  it('delivers a nested emit after the current one, in the same order to all listeners', () => {
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

  it('does not call a new listener for earlier emits, even when they are still being delivered', () => {
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

  it('does not call a listener that another one has just removed', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', () => removeB())
    const removeB = listen('b')
    listen('c')
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'c 1'])
  })

  it('does not skip the next listener when one removes itself', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    const remove = listen('a', () => remove())
    listen('b')
    emitter.emit('1')
    emitter.emit('2')
    expect(log).toEqual(['a 1', 'b 1', 'b 2'])
  })

  it('does not call a removed listener for pending emits', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    listen('a', (message) => {
      if (message === '1') emitter.emit('2')
    })
    const removeB = listen('b', () => removeB())
    emitter.emit('1')
    expect(log).toEqual(['a 1', 'b 1', 'a 2'])
  })

  it('delivers a pending emit to nobody when the last listener removed itself', () => {
    const { emitter, log, listen, reported } = createLoggedEmitter()
    const remove = listen('a', () => {
      emitter.emit('2')
      remove()
    })
    emitter.emit('1')
    expect([log, reported, emitter.size()]).toEqual([['a 1'], [], 0])
  })

  it('keeps a later listener when an earlier one is removed twice', () => {
    const { emitter, log, listen } = createLoggedEmitter()
    const removeA = listen('a')
    removeA()
    listen('b')
    removeA()
    emitter.emit('1')
    expect([log, emitter.size()]).toEqual([['b 1'], 1])
  })

  it('continues after a listener that emits and throws', () => {
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

  it('passes all arguments', () => {
    const emitter = createEmitter<[number, string]>(() => {})
    const got: unknown[] = []
    emitter.add((...args) => got.push(...args))
    emitter.emit(1, 'x')
    expect(got).toEqual([1, 'x'])
  })
})
