import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shadow } from '../../../../src/core/features/tap/shadow'

class Greeter {
  name = 'x'
  greet(text: string): string {
    return `${text} ${this.name}`
  }
}

describe('shadow', () => {
  it('replaces the method of one object only', () => {
    const [one, other] = [new Greeter(), new Greeter()]
    shadow(one, 'greet', (next) => (text) => `[${next(text)}]`)
    expect([one.greet('hi'), other.greet('hi')]).toEqual(['[hi x]', 'hi x'])
  })

  it('calls the higher level first, and the later one of equals', () => {
    const greeter = new Greeter()
    const layer = (sign: string, level?: number) => shadow(greeter, 'greet', (next) => (text) => sign + next(text), level)
    layer('high ', 1)
    layer('low ')
    layer('later ')
    expect(greeter.greet('hi')).toBe('high later low hi x')
  })

  it('leaves the object as it was, in whatever order layers are removed', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (order) => {
        const greeter = new Greeter()
        const stops = [0, 1, 2, 3].map((n) => shadow(greeter, 'greet', (next) => (text) => `${n}${next(text)}`))
        order.forEach((n, index) => {
          stops[n]!()
          const left = order.slice(index + 1)
          expect(greeter.greet('')).toBe([...left.sort().reverse(), ' x'].join(''))
        })
        expect(Object.getOwnPropertyNames(greeter)).toEqual(['name'])
      }),
    )
  })
})
