import ts from 'typescript'

const kindOf = (fileName: string) => {
  if (/\.[cm]?ts$/.test(fileName)) return ts.ScriptKind.TS
  return fileName.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.JSX
}

export const parse = (source: string, fileName: string): ts.SourceFile =>
  ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true, kindOf(fileName))

/** Whether a file has no syntax errors. */
export const isValid = (file: ts.SourceFile): boolean => (file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics.length === 0

/** The source of every string and of every template without `${}`, in order. The strings of JSX attributes are left out. */
export const stringsOf = (file: ts.SourceFile): string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const isString = ts.isStringLiteral(node) && !ts.isJsxAttribute(node.parent)
    if (isString || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.getText(file))
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

export interface Binding {
  readonly from: string
  readonly imported: string
  readonly local: string
  readonly isType: boolean
  readonly keyword: 'import' | 'export' | 'require'
}

/** What a file imports, exports from other modules, and destructures from `require()`. */
export const bindingsOf = (file: ts.SourceFile): Binding[] =>
  file.statements.flatMap((statement): Binding[] => {
    if (ts.isImportDeclaration(statement)) {
      const clause = statement.importClause
      const from = textOf(statement.moduleSpecifier)
      const named = clause?.namedBindings && ts.isNamedImports(clause.namedBindings) ? clause.namedBindings.elements : []
      const byDefault: Binding[] = clause?.name ? [{ from, imported: 'default', local: clause.name.text, isType: false, keyword: 'import' }] : []
      return [...byDefault, ...named.map((each) => ({ from, ...namesOf(each, each.isTypeOnly), keyword: 'import' as const }))]
    }
    if (ts.isExportDeclaration(statement) && statement.moduleSpecifier && statement.exportClause && ts.isNamedExports(statement.exportClause)) {
      const from = textOf(statement.moduleSpecifier)
      return statement.exportClause.elements.map((each) => ({ from, ...namesOf(each, each.isTypeOnly), keyword: 'export' }))
    }
    return ts.isVariableStatement(statement) ? statement.declarationList.declarations.flatMap(requiredBy) : []
  })

const requiredBy = ({ name, initializer }: ts.VariableDeclaration): Binding[] => {
  if (!ts.isObjectBindingPattern(name) || !initializer || !ts.isCallExpression(initializer)) return []
  const from = textOf(initializer.arguments[0]!)
  return name.elements.map((each) => ({ from, ...namesOf(each, false), keyword: 'require' }))
}

const namesOf = ({ name, propertyName }: { name: ts.Node; propertyName?: ts.Node | undefined }, isType: boolean) => ({
  imported: (propertyName ?? name).getText(),
  local: name.getText(),
  isType,
})

const textOf = (node: ts.Node) => (node as ts.StringLiteral).text
