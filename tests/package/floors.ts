import { posix } from 'node:path'
import ts from 'typescript'

/** The floors of the architecture. The first match applies. A file imports from its own floor or a lower one. */
const FLOORS: readonly (readonly [pattern: RegExp, floor: number])[] = [
  [/^core\/vocabulary\//, 0],
  [/^core\/(policy|codec)\//, 1],
  [/^core\/reactive\//, 2],
  [/^core\/platform\//, 3],
  [/^core\/((connection|registry|features)\/.+|index)$/, 4],
  [/^core\/binding\//, 5],
  [/^(compat|devtools|testing\/(react|vue|vitest|jest))\//, 7],
  [/^(?!core\/)[^/]+\/.+$/, 6],
]
const PLATFORM = 3
const ADAPTERS = 6
const DOORS_OVER_ADAPTERS = 7

/** Packages that a folder may import. The longest matching folder decides. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  react: ['react'],
  vue: ['vue'],
  'compat/react-use-websocket': ['react'],
  'compat/vueuse': ['vue'],
  'testing/react': ['react', '@testing-library/react'],
  'testing/vue': ['vue', '@vue/test-utils'],
  'testing/vitest': ['vitest'],
  'testing/jest': ['@jest/globals'],
  'devtools/react': ['react'],
  'devtools/vue': ['vue'],
  'devtools/vue-devtools': ['vue', '@vue/devtools-api'],
}
/** A command, not a part of the library: it imports Node's modules and nothing else of `src`. */
const COMMAND = /^cli\//
/** The other end of a socket needs timers, events and buffers of its own, and the panel is made of DOM. */
const USES_GLOBALS = /^(cli|testing|devtools)\//

const MAX_LINES = 250

/** Globals that only the platform floor may use. All other floors get them as parameters. */
const GLOBALS = new Set([
  ...['globalThis', 'self', 'window', 'document', 'navigator', 'location', 'process', 'localStorage', 'fetch'],
  ...['WebSocket', 'EventSource', 'BroadcastChannel', 'performance'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask'],
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'requestIdleCallback', 'reportError'],
  ...['addEventListener', 'removeEventListener', 'dispatchEvent'],
])
/** Impure functions, unlike `Date.parse` and `Math.min`. */
const IMPURE = new Set(['Date.now', 'Math.random'])

const moduleOf = (file: string) => file.replace(/\.tsx?$/, '')
const folderOf = (module: string) => module.split('/')[0] ?? ''
const floorOf = (module: string) => FLOORS.find(([pattern]) => pattern.test(module))?.[1]

/** All violations of the rules in one file of src. `file` is relative to src, with forward slashes. */
export const violations = (file: string, text: string): string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const module = moduleOf(file)
  const found: string[] = []
  const report = (node: ts.Node, what: string) => {
    found.push(`src/${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${what}`)
  }

  const lines = text.trimEnd().split('\n').length
  if (lines > MAX_LINES) report(source, `is ${lines} lines long, more than ${MAX_LINES}`)

  const declared = declaredNames(source)
  const mayUseGlobals = floorOf(module) === PLATFORM || USES_GLOBALS.test(module)

  const visit = (node: ts.Node): void => {
    const specifier = importedFrom(node)
    if (specifier !== undefined) {
      const problem = importProblem(module, specifier)
      if (problem !== undefined) report(node, problem)
    }
    if (node.kind === ts.SyntaxKind.AnyKeyword) report(node, 'uses `any`')
    if (isInstanceofSocket(node)) report(node, 'tests `instanceof WebSocket`, which fails for other implementations')
    const global = mayUseGlobals ? undefined : globalNamedBy(node, declared)
    if (global !== undefined && !isBuildCondition(node)) report(node, `names the global \`${global}\`, which belongs in src/core/platform`)
    // Types are erased, so a global named in a type is never accessed.
    ts.forEachChild(node, (child) => (ts.isTypeNode(child) && !mayHoldValues(child) ? visitTypes(child) : visit(child)))
  }
  const visitTypes = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) report(node, 'uses `any`')
    const specifier = importedFrom(node)
    const problem = specifier === undefined ? undefined : importProblem(module, specifier)
    if (problem !== undefined) report(node, problem)
    ts.forEachChild(node, visitTypes)
  }
  visit(source)
  return found
}

/** `process.env.NODE_ENV` is allowed because bundlers replace the whole expression. A declaration of its type is allowed too. */
const isBuildCondition = (node: ts.Node) =>
  node.parent.parent.getText() === 'process.env.NODE_ENV' || (ts.isVariableDeclaration(node.parent) && node.parent.name === node)

/** In `class A extends B<C>` the heritage clause is a type node that contains the expression `B`. */
const mayHoldValues = (node: ts.Node) => ts.isExpressionWithTypeArguments(node)

const importedFrom = (node: ts.Node): string | undefined => {
  if ((ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) && node.moduleSpecifier) {
    return (node.moduleSpecifier as ts.StringLiteral).text
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return (node.argument.literal as ts.StringLiteral).text
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments
    return argument && ts.isStringLiteralLike(argument) ? argument.text : '(computed)'
  }
  return undefined
}

const importProblem = (module: string, specifier: string): string | undefined => {
  const floor = floorOf(module)
  if (floor === undefined) return 'is on no floor of the architecture'
  if (!specifier.startsWith('.')) {
    const isAllowed = COMMAND.test(module) ? specifier.startsWith('node:') : packagesOf(module).includes(specifier)
    return isAllowed ? undefined : `imports the package \`${specifier}\``
  }
  const target = targetOf(module, specifier)
  const targetFloor = floorOf(target)
  if (targetFloor === undefined) return `imports ${target}, which is on no floor of the architecture`
  if (targetFloor > floor) return `imports ${target}, from floor ${floor} up to floor ${targetFloor}`
  const isElsewhere = folderOf(target) !== folderOf(module)
  if (COMMAND.test(module) && isElsewhere) return `imports ${target}: a command imports nothing of the library`
  if (floor === ADAPTERS && targetFloor === ADAPTERS && isElsewhere) return `imports ${target}: adapters never import each other`
  if (floor === DOORS_OVER_ADAPTERS && targetFloor === ADAPTERS && !target.endsWith('/index')) {
    return `imports ${target}: what builds on an adapter imports its index`
  }
  return undefined
}

const packagesOf = (module: string): readonly string[] => {
  const folders = Object.keys(PACKAGES).filter((folder) => module.startsWith(`${folder}/`))
  return PACKAGES[folders.sort((a, b) => b.length - a.length)[0] ?? ''] ?? []
}

const targetOf = (module: string, specifier: string): string => {
  const joined = posix.join(posix.dirname(module), specifier)
  // `../core` means `../core/index`.
  return joined.includes('/') ? joined : `${joined}/index`
}

const isInstanceofSocket = (node: ts.Node) =>
  ts.isBinaryExpression(node) &&
  node.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword &&
  /WebSocket$/.test(node.right.getText())

/** Names that the file itself declares. So a parameter `location` is not mistaken for the global `location`. */
const declaredNames = (source: ts.SourceFile): Set<string> => {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const isDeclaration = ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)
    if (isDeclaration && ts.isIdentifier(node.name) && !isAmbient(node)) names.add(node.name.text)
    if (ts.isFunctionDeclaration(node) && node.name) names.add(node.name.text)
    if (ts.isImportSpecifier(node)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return names
}

/** `declare const process: …` declares a global only for the type checker. */
const isAmbient = (node: ts.Node) => (ts.getCombinedModifierFlags(node as ts.Declaration) & ts.ModifierFlags.Ambient) !== 0

const globalNamedBy = (node: ts.Node, declared: Set<string>): string | undefined => {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.getText().replace('?.', '.')
    return IMPURE.has(name) ? name : undefined
  }
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node)
  if (isCall && node.expression.getText() === 'Date' && !node.arguments?.length) return 'Date'
  if (!ts.isIdentifier(node) || !GLOBALS.has(node.text) || declared.has(node.text) || isLabel(node)) return undefined
  return node.text
}

/** A name that does not refer to a variable: `.name`, `{ name: … }`, a member, a declaration. */
const isLabel = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isShorthandPropertyAssignment(parent)) return false
  if (ts.isBindingElement(parent)) return parent.propertyName === node
  if (ts.isExportSpecifier(parent) || ts.isImportSpecifier(parent)) return true
  return 'name' in parent && parent.name === node && !isAmbientVariable(parent)
}

const isAmbientVariable = (node: ts.Node) => ts.isVariableDeclaration(node) && isAmbient(node)

/** The modules below src that one file imports, type imports included. */
const importsOf = (file: string, text: string): string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const specifier = importedFrom(node)
    if (specifier?.startsWith('.')) found.push(targetOf(moduleOf(file), specifier))
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

/** Import cycles, each as the list of its modules. */
export const importCycles = (files: ReadonlyMap<string, string>): string[][] => {
  const graph = new Map([...files].map(([file, text]) => [moduleOf(file), importsOf(file, text)]))
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (module: string, path: readonly string[]): void => {
    if (path.includes(module)) return void found.push([...path.slice(path.indexOf(module)), module])
    if (done.has(module)) return
    for (const next of graph.get(module) ?? []) walk(next, [...path, module])
    done.add(module)
  }
  for (const module of graph.keys()) walk(module, [])
  return found
}
