import { statementEnd, type Call } from './module-references'
import { advice } from './notes'
import type { Package } from './packages'
import { isPunctuator, isWord, type Token } from './scan/token'
import { splitStatement } from './split'
import { movedItems, namesOf, noteVariable, replaceSpecifier, type Work } from './work'

/** Functions that replace a module, in contrast to `requireMock` and `unmock`. */
const MOCKS = /\.(?:mock|doMock|setMock|unstable_mockModule)$|^mock\.module$/

/** Rewrites `require()`, `import()` and calls that mock a module. */
export const rewriteCall = (work: Work, call: Call, from: Package): void => {
  const { source, tokens, edits, note, change } = work
  const { specifier, callee, list, member, variable, first, last } = call
  const isMock = MOCKS.test(callee)
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
  if (moved.length > 0 && list?.declares && isStatement(tokens, list.declares, last)) {
    edits.push(
      ...splitStatement(source, {
        start: list.declares.start,
        ...statementEnd(tokens, last),
        list,
        moved,
        after: undefined,
        prefix: `${list.declares.text} `,
        suffix: ` = ${source.slice(tokens[first]!.start, specifier.start + 1)}${from.replacement}${source.slice(specifier.end - 1, tokens[last]!.end)}`,
      }),
    )
    return change(specifier, namesOf(moved, specifier), from.replacement)
  }
  if (isWord(tokens[first - 1], 'typeof')) return
  const isUsed = list ? moved.length > 0 : member === undefined || member === 'then'
  if (isUsed && !/\./.test(callee) && tokens.some((token) => isWord(token, 'useWebSocket'))) note(specifier, advice.loaded(from))
}

const hasNoFactory = (tokens: readonly Token[], { argument, last }: Call) =>
  argument + 1 === last || (isPunctuator(tokens[argument + 1], ',') && argument + 2 === last)

/** Whether the tokens from `declares` to `last` are a whole statement, so that another can follow it. */
const isStatement = (tokens: readonly Token[], declares: Token, last: number): boolean => {
  const before = tokens[tokens.indexOf(declares) - 1]
  const after = tokens[last + 1]
  // `if (a) var { b } = …` has no place for a second statement.
  const isBody = declares.text === 'var' && (isPunctuator(before, ')') || isWord(before, 'else', 'do'))
  const isStart = !before || isPunctuator(before, ';', '{', '}') || (declares.startsLine && !isBody && !isWord(before, 'export'))
  const isEnd = !after || isPunctuator(after, ';', '}') || (after.startsLine && (isWord(after) || after.kind === 'string'))
  return isStart && isEnd
}
