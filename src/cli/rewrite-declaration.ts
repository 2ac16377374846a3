import type { Declaration } from './module-references'
import { advice } from './notes'
import type { Package } from './packages'
import { splitStatement } from './split'
import { usesOfVariable } from './uses'
import { movedItems, namesOf, noteVariable, replaceSpecifier, type Work } from './work'

/** Rewrites `import … from` and `export … from`. */
export const rewriteDeclaration = (work: Work, declaration: Declaration, from: Package): void => {
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
