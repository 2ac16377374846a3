import type { Plugin } from 'rollup'
import ts from 'typescript'

/**
 * Turns `#private` members into ordinary ones with short names. A bundler that targets ES2021 or older replaces each private
 * member by a WeakMap, which adds a seventh to the size and slows each access. Nobody can reach the objects that have them.
 */
export const plainPrivateMembers = (): Plugin => ({
  name: 'plain-private-members',
  transform(code, id) {
    const source = ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true)
    const found: ts.PrivateIdentifier[] = []
    const visit = (node: ts.Node): void => {
      if (ts.isPrivateIdentifier(node)) found.push(node)
      ts.forEachChild(node, visit)
    }
    visit(source)
    if (found.length === 0) return null
    const names = new Map([...new Set(found.map(({ text }) => text))].map((name, i) => [name, `$${i.toString(36)}`]))
    let plain = code
    for (const node of found.reverse()) plain = plain.slice(0, node.getStart()) + names.get(node.text)! + plain.slice(node.getEnd())
    return { code: plain, map: null }
  },
})
