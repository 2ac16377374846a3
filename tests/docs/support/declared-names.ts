import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import ts from 'typescript'
import { root } from './code-blocks'

/** The path of a declaration file of an installed package. A name may end in a pattern, because bundlers add a hash to it. */
export function declarationFile(folder: string, name: RegExp | string): string {
  const path = `${root}node_modules/${folder}`
  const file = typeof name === 'string' ? name : readdirSync(path).find((each) => name.test(each))
  if (!file) throw new Error(`${folder} has no file like ${String(name)}.`)
  return `${path}/${file}`
}

/** The declarations of the DOM. */
export const domFile = `${dirname(ts.getDefaultLibFilePath({}))}/lib.dom.d.ts`

const parsed = new Map<string, ts.SourceFile>()

function parse(file: string): ts.SourceFile {
  const source = parsed.get(file) ?? ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  parsed.set(file, source)
  return source
}

const isPublic = (member: ts.Node & { readonly name?: ts.Node }): boolean =>
  !(ts.getCombinedModifierFlags(member as ts.Declaration) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected))

const memberNames = (members: readonly (ts.Node & { readonly name?: ts.Node | undefined })[]): string[] =>
  members.flatMap((member) => (member.name && isPublic(member as ts.Node & { name: ts.Node }) ? [member.name.getText()] : []))

/** The names of the members in the literals of a type, at any depth. */
function literalNames(node: ts.Node): string[] {
  const own = ts.isTypeLiteralNode(node) ? memberNames([...node.members]) : []
  const below: string[] = []
  node.forEachChild((child) => void below.push(...literalNames(child)))
  return [...own, ...below]
}

/** The names of the public members of an interface, a class or an object type, with those of nested options. */
export function membersOf(file: string, declaration: string): string[] {
  const names = parse(file).statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === declaration)
      return [...memberNames([...statement.members]), ...statement.members.flatMap(literalNames)]
    if (ts.isClassDeclaration(statement) && statement.name?.text === declaration) return memberNames([...statement.members])
    if (ts.isTypeAliasDeclaration(statement) && statement.name.text === declaration) return literalNames(statement.type)
    return []
  })
  if (names.length === 0) throw new Error(`${file} declares no members of ${declaration}.`)
  return [...new Set(names)]
}

/** The names that a module exports. */
export function exportsOf(file: string): string[] {
  const hasDefault = (node: ts.Node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)
  const isExported = (node: ts.Node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  return parse(file).statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause))
      return statement.exportClause.elements.map(({ name }) => name.text)
    if (!isExported(statement)) return []
    if (hasDefault(statement)) return ['default']
    return 'name' in statement ? [(statement.name as ts.Identifier).text] : []
  })
}
