import { applyEdits, lineOf, type Edit } from './edits'
import { moduleReferences, type Call, type Declaration } from './module-references'
import type { NameItem, NameList } from './name-list'
import { advice, type Advice } from './notes'
import { packageOf, REACT, VUEUSE, type Package } from './packages'
import { scan } from './scan/scan'
import { scriptBlocks } from './scan/script-blocks'
import { isPunctuator, isWord, type Scan, type Token } from './scan/token'
import { splitStatement } from './split'
import { documentedTypes, unboundUse, usesOfVariable } from './uses'

export interface Change {
  readonly line: number
  readonly from: string
  readonly to: string
}

export interface Note extends Advice {
  readonly line: number
}

export interface Rewriting {
  readonly code: string
  readonly changes: readonly Change[]
  readonly notes: readonly Note[]
}

export interface RewriteOptions {
  /** Whether a build plugin may import `useWebSocket` of VueUse into files that use it without an import. */
  readonly hasAutoImports?: boolean
}

/** What has been found so far in one file. */
interface Work extends Scan {
  readonly source: string
  readonly edits: Edit[]
  change(token: Token, from: string, to: string): void
  note(at: { start: number }, advice: Advice): void
}

/** Matches the text of files that `rewrite` could change or comment on. */
export const mayConcern = (source: string): boolean => /react-use-websocket|@vueuse\/core|useWebSocket/.test(source)

/** Replaces the imports of one file. A file that needs no change is returned as it is. */
export const rewrite = (source: string, fileName: string, { hasAutoImports = false }: RewriteOptions = {}): Rewriting => {
  const changes: Change[] = []
  const notes: Note[] = []
  const edits: Edit[] = []
  const change = (token: Token, from: string, to: string) => void changes.push({ line: lineOf(source, token.start), from, to })
  const note = (at: { start: number }, advised: Advice) => void notes.push({ line: lineOf(source, at.start), ...advised })
  if (mayConcern(source)) {
    for (const block of scriptBlocks(source, fileName)) {
      const work: Work = { source, edits, change, note, ...scan(source, block) }
      rewriteBlock(work, hasAutoImports)
    }
  }
  notes.sort((a, b) => a.line - b.line)
  return { code: applyEdits(source, edits), changes, notes }
}

const rewriteBlock = (work: Work, hasAutoImports: boolean): void => {
  const { tokens, note, unreadAt } = work
  const indices = tokens.flatMap(({ kind, text }, index) => (kind === 'string' && packageOf(text) ? [index] : []))
  if (unreadAt !== undefined) {
    // A wrong guess about the rest of the file could change a string. So nothing is changed.
    const found = indices[0] === undefined ? undefined : packageOf(tokens[indices[0]]!.text)
    if (found) note({ start: unreadAt }, advice.unread(found.name))
    return
  }
  for (const reference of moduleReferences(tokens, indices)) {
    const from = packageOf(reference.specifier.text)!
    if (reference.kind === 'declaration') rewriteDeclaration(work, reference, from)
    else if (reference.kind === 'call') rewriteCall(work, reference, from)
    else if (!from.isPartial) note(reference.specifier, advice[reference.kind](from))
  }
  noteOthers(work, hasAutoImports)
}

const rewriteDeclaration = (work: Work, declaration: Declaration, from: Package): void => {
  const { source, tokens, edits, note, change } = work
  const { specifier, keyword, defaultName, star, namespace, list, end, hasSemicolon } = declaration
  const isRoot = from.root.test(specifier.text)
  const moved = movedItems(list, from)
  const others = (list?.items.length ?? 0) - moved.length + (defaultName ? 1 : 0) + (star ? 1 : 0)

  if (!from.isPartial) {
    if (isRoot || (moved.length > 0 && others === 0)) replaceSpecifier(work, specifier, from)
    else note(specifier, advice.internals(specifier.text, from))
    if (isRoot && defaultName) for (const use of usesOfVariable(tokens, defaultName.text, new Set(['default']))) note(use, advice.defaultOfDefault(defaultName.text))
    return
  }
  if (star && keyword.text === 'export' && namespace === undefined) note(star, advice.star(from))
  if (star && namespace !== undefined) noteVariable(work, namespace, from)
  if (!list || moved.length === 0) return
  if (others === 0) return replaceSpecifier(work, specifier, from)
  const quote = source[specifier.start] ?? ''
  const isEmptied = moved.length === list.items.length
  edits.push(
    ...splitStatement(source, {
      start: keyword.start,
      end,
      list,
      moved,
      hasSemicolon,
      after: isEmptied ? (defaultName ?? list.open).end : undefined,
      prefix: `${keyword.text} ${list.isTypeOnly ? 'type ' : ''}`,
      suffix: ` from ${quote}${from.replacement}${quote}`,
    }),
  )
  change(specifier, namesOf(moved, specifier), from.replacement)
}

const rewriteCall = (work: Work, call: Call, from: Package): void => {
  const { source, tokens, edits, note, change } = work
  const { specifier, callee, list, member, variable, first, last } = call
  const isMock = /mock$/i.test(callee) || /\.setMock$|mockModule$|^mock\.module$/.test(callee)
  const moved = movedItems(list, from)
  const areAllMoved = moved.length > 0 && moved.length === list?.items.length
  const isOneMoved = member !== undefined && from.names.has(member)

  if (!from.isPartial) {
    if (!from.root.test(specifier.text) && !areAllMoved && !isOneMoved) return note(specifier, advice.internals(specifier.text, from))
    replaceSpecifier(work, specifier, from)
    if (isMock && hasNoFactory(tokens, call)) note(specifier, advice.bareMock(from))
    return
  }
  if (isMock) {
    const names = tokens.slice(first, last).find((token) => token.kind === 'word' && from.names.has(token.text))
    if (names) note(specifier, advice.partialMock(from))
    return
  }
  if (areAllMoved || isOneMoved) return replaceSpecifier(work, specifier, from)
  if (variable !== undefined) return noteVariable(work, variable, from)
  if (moved.length > 0 && list?.declares && isStatement(work, list.declares, last)) {
    const { start } = list.declares
    const hasSemicolon = isPunctuator(tokens[last + 1], ';')
    edits.push(
      ...splitStatement(source, {
        start,
        end: tokens[hasSemicolon ? last + 1 : last]!.end,
        list,
        moved,
        hasSemicolon,
        after: undefined,
        prefix: `${list.declares.text} `,
        suffix: ` = ${source.slice(tokens[first]!.start, specifier.start + 1)}${from.replacement}${source.slice(specifier.end - 1, tokens[last]!.end)}`,
      }),
    )
    return change(specifier, namesOf(moved, specifier), from.replacement)
  }
  const isUsed = list ? moved.length > 0 : member === undefined || member === 'then'
  if (isUsed && !/\./.test(callee) && tokens.some((token) => isWord(token, 'useWebSocket'))) note(specifier, advice.loaded(from))
}

const hasNoFactory = (tokens: readonly Token[], { callee, specifier, last }: Call) =>
  !/un\w*mock$/i.test(callee) && (tokens[last - 1] === specifier || (isPunctuator(tokens[last - 1], ',') && tokens[last - 2] === specifier))

/** Whether the tokens from `declares` to `last` are a whole statement, so that another can follow it. */
const isStatement = ({ source, tokens }: Work, declares: Token, last: number): boolean => {
  const before = tokens[tokens.indexOf(declares) - 1]
  const after = tokens[last + 1]
  const hasLineBreak = (from: number, to: number) => /[\r\n]/.test(source.slice(from, to))
  // `if (a) var { b } = …` has no place for a second statement.
  const isBody = declares.text === 'var' && (isPunctuator(before, ')') || isWord(before, 'else', 'do'))
  const isStart = !before || isPunctuator(before, ';', '{', '}') || (hasLineBreak(before.end, declares.start) && !isBody && !isWord(before, 'export'))
  const isEnd = !after || isPunctuator(after, ';', '}') || (hasLineBreak(tokens[last]!.end, after.start) && (isWord(after) || after.kind === 'string'))
  return isStart && isEnd
}

const movedItems = (list: NameList | undefined, from: Package): NameItem[] => list?.items.filter(({ imported }) => from.names.has(imported)) ?? []

const namesOf = (moved: readonly NameItem[], specifier: Token) => `${moved.map(({ imported }) => imported).join(', ')} of ${specifier.text}`

const replaceSpecifier = ({ edits, change }: Work, specifier: Token, { replacement }: Package): void => {
  edits.push({ start: specifier.start + 1, end: specifier.end - 1, text: replacement })
  change(specifier, specifier.text, replacement)
}

const noteVariable = ({ tokens, note }: Work, variable: string, from: Package): void => {
  for (const use of usesOfVariable(tokens, variable, from.names)) note(use, advice.namespace(use.text, from))
}

const noteOthers = ({ source, tokens, comments, note }: Work, hasAutoImports: boolean): void => {
  for (const { start, from } of documentedTypes(source, comments)) note({ start }, advice.documentedType(from))
  for (const token of tokens) {
    const isPath = token.kind === 'string' ? !packageOf(token.text) : token.text.startsWith('/')
    if (isPath && namesInPath.test(token.text)) note(token, advice.mention(REACT))
  }
  const unbound = hasAutoImports ? unboundUse(tokens) : undefined
  if (unbound) note(unbound, unbound.isNuxtImport ? advice.nuxtImports(VUEUSE) : advice.autoImport(VUEUSE))
}

/** A path or a pattern that contains the name of the package, but not our entry of that name. */
const namesInPath = /(?<!websocket-store\/compat\/)(?<=[/(|!])react-use-websocket(?![\w-])/
