import { describe, expect, it } from 'vitest'
import { isEqual } from '../../../src/core/policy/is-equal'

const list = (...members: unknown[]) => members

describe('two values', () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [NaN, NaN],
    ['', ''],
    [null, null],
    [undefined, undefined],
    [{}, {}],
    [{ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 }],
    [{ a: undefined }, {}],
    [() => 1, () => 2],
    [{ a: () => 1 }, { a: () => 2 }],
  ])('%o and %o are equal', (a, b) => {
    expect([isEqual(a, b), isEqual(b, a)]).toEqual([true, true])
  })

  it.each<[unknown, unknown]>([
    [1, 2],
    [1, '1'],
    [5, {}],
    ['', []],
    [true, {}],
    [null, {}],
    [undefined, {}],
    [() => 1, {}],
    [() => 1, 1],
    [0, null],
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
    [list(1, 2), list(2, 1)],
    [list(1), list(1, 2)],
  ])('%o and %o differ', (a, b) => {
    expect([isEqual(a, b), isEqual(b, a)]).toEqual([false, false])
  })
})
