import { basename } from 'node:path'
import type { Plugin } from 'rollup'
import ts from 'typescript'

/**
 * Turns `#private` members into ordinary ones with short names. A bundler that targets ES2021 or older replaces each private
 * member by a WeakMap, which adds a seventh to the size and slows each access. Nobody can reach the objects that have them.
 *
 * A subclass must not replace the members of its base, so the names of a file with a subclass contain the name of the file.
 */
export const plainPrivateMembers = (): Plugin => ({
  name: 'plain-private-members',
  transform(code, id) {
    const source = ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true)
    const found: ts.PrivateIdentifier[] = []
    let isSubclass = false
    const visit = (node: ts.Node): void => {
      if (ts.isPrivateIdentifier(node)) found.push(node)
      if (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ExtendsKeyword) isSubclass = true
      ts.forEachChild(node, visit)
    }
    visit(source)
    if (found.length === 0) return null
    const prefix = isSubclass ? `$${basename(id).replace(/\.\w+$/, '').replace(/\W/g, '_')}$` : '$'
    const names = new Map([...new Set(found.map(({ text }) => text))].map((name, i) => [name, `${prefix}${i.toString(36)}`]))
    let plain = code
    for (const node of found.reverse()) plain = plain.slice(0, node.getStart()) + names.get(node.text)! + plain.slice(node.getEnd())
    return { code: plain, map: null }
  },
})
