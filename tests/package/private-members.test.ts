import { expect, it } from 'vitest'
import { plainPrivateMembers } from '../../scripts/plain-private-members'

const BASE = 'export class Base { #a = 1; first() { return this.#a } }'
const DERIVED = 'export class Derived extends Base { #b = 2; second() { return this.#b } }'

function transformed(code: string, id: string): string {
  const { transform } = plainPrivateMembers() as unknown as { transform(code: string, id: string): { readonly code: string } | null }
  return transform(code, id)?.code ?? code
}

it('the build gives a private member a short name', () => {
  expect(transformed(BASE, '/src/base.ts')).toBe('export class Base { $0 = 1; first() { return this.$0 } }')
})

it('the build keeps the private members of a class apart from those of its base in another file', () => {
  const program = [BASE, DERIVED].map((code, i) => transformed(code, `/src/${['base', 'derived'][i]!}.ts`).replace('export', '')).join('\n')
  const values = new Function(`${program}; const made = new Derived(); return [made.first(), made.second()]`) as () => unknown
  expect(values()).toEqual([1, 2])
})
