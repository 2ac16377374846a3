import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const parse = (file: string) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)

/** The ES module declarations of a built package. */
export const declarationFiles = (dist: string): string[] =>
  readdirSync(dist, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.mts'))
    .map((file) => join(dist, file))
    .sort()

/** Each `any` in a declaration file, with its line. */
export const anysOf = (file: string): string[] => {
  const source = parse(file)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart())
      found.push(`${file}:${line + 1} ${source.text.split('\n')[line]?.trim() ?? ''}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const HEADER = `// The public API as it is declared, comments left out. \`npm run api\` writes this file.\n`

/** The declarations of a built package without comments, keyed by the file name of their snapshot. */
export const apiOf = (dist: string): Map<string, string> => {
  const printer = ts.createPrinter({ removeComments: true })
  const api = new Map<string, string>()
  for (const file of declarationFiles(dist)) {
    const name = file.slice(dist.length + 1).replaceAll(/[\\/]/g, '-').replace('.d.mts', '.api.ts')
    api.set(name, HEADER + printer.printFile(parse(file)).replaceAll('\r\n', '\n'))
  }
  return api
}
