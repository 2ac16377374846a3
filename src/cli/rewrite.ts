import { applyEdits, lineAfterEdits, lineOf, type Edit } from './edits'
import { moduleReferences } from './module-references'
import { advice, type Advice } from './notes'
import { packageOf, REACT, VUEUSE } from './packages'
import { rewriteCall } from './rewrite-call'
import { rewriteDeclaration } from './rewrite-declaration'
import { scan } from './scan/scan'
import { scriptBlocks } from './scan/script-blocks'
import type { Token } from './scan/token'
import { documentedTypes, unboundUse } from './uses'
import type { Change, Note, Work } from './work'

export interface Rewriting {
  readonly code: string
  readonly changes: readonly Change[]
  readonly notes: readonly Note[]
}

export interface RewriteOptions {
  /** Whether a build plugin may import `useWebSocket` of VueUse into files that use it without an import. */
  readonly hasAutoImports?: boolean
}

/** Matches the text of files that `rewrite` could change or comment on. */
export const mayConcern = (source: string): boolean => /react-use-websocket|@vueuse\/core|useWebSocket/.test(source)

/** Replaces the imports of one file. A file that needs no change is returned as it is. */
export const rewrite = (source: string, fileName: string, { hasAutoImports = false }: RewriteOptions = {}): Rewriting => {
  const changes: { start: number; from: string; to: string }[] = []
  const notes: { start: number; advised: Advice }[] = []
  const edits: Edit[] = []
  const change = ({ start }: Token, from: string, to: string) => void changes.push({ start, from, to })
  const note = ({ start }: { start: number }, advised: Advice) => void notes.push({ start, advised })
  if (mayConcern(source)) {
    for (const block of scriptBlocks(source, fileName)) {
      rewriteBlock({ source, edits, change, note, ...scan(source, block) }, hasAutoImports)
    }
  }
  const placeOf = (start: number) => ({ line: lineAfterEdits(source, edits, start), lineBefore: lineOf(source, start) })
  return {
    code: applyEdits(source, edits),
    changes: changes.map(({ start, from, to }) => ({ ...placeOf(start), from, to })),
    notes: notes.sort((a, b) => a.start - b.start).map(({ start, advised }) => ({ ...placeOf(start), ...advised })),
  }
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

const noteOthers = ({ source, tokens, comments, note }: Work, hasAutoImports: boolean): void => {
  for (const { start, from } of documentedTypes(source, comments)) note({ start }, advice.documentedType(from))
  for (const token of tokens) {
    const isPath = token.kind === 'string' ? !packageOf(token.text) : token.text.startsWith('/')
    if (isPath && namesInPath.test(token.text)) note(token, advice.mention(REACT))
  }
  const unbound = hasAutoImports ? unboundUse(tokens) : undefined
  if (unbound) note(unbound, unbound.isNuxtImport ? advice.nuxtImports(VUEUSE) : advice.autoImport(VUEUSE))
}

/** A path or a pattern that contains the package. The path of a file of the application with that name does not. */
const namesInPath = /(?:^\/?|node_modules[\\/]+|[(|!^])react-use-websocket(?![\w\s.-])/
