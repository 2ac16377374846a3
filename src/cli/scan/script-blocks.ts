import type { Range } from './token'

export interface ScriptBlock extends Range {
  readonly hasJsx: boolean
}

const TAG = /<!--[^]*?-->|<(\/?)([a-z][\w-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi

/** TypeScript without JSX allows `<T>value`, which looks like a tag. */
const hasJsx = (language: string) => !['ts', 'mts', 'cts', 'typescript'].includes(language)

/**
 * The parts of a file that are programs: the whole file, or the `<script>` blocks of a Vue component. A `<script>` in a
 * comment, in a template or in another block is not one of them.
 */
export const scriptBlocks = (source: string, fileName: string): ScriptBlock[] => {
  const extension = /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (extension !== 'vue') return [{ start: 0, end: source.length, hasJsx: hasJsx(extension) }]

  const blocks: ScriptBlock[] = []
  TAG.lastIndex = 0
  for (let tag = TAG.exec(source); tag; tag = TAG.exec(source)) {
    const [text, slash, name, attributes = ''] = tag
    if (slash !== '' || name === undefined || attributes.trimEnd().endsWith('/')) continue
    const start = tag.index + text.length
    const end = name.toLowerCase() === 'template' && !/\slang=/.test(attributes) ? endOfTemplate(source, start) : endOfBlock(source, start, name)
    const language = /\slang\s*=\s*["']?(\w+)/.exec(attributes)?.[1] ?? ''
    if (name.toLowerCase() === 'script') blocks.push({ start, end, hasJsx: hasJsx(language) })
    TAG.lastIndex = end
  }
  return blocks
}

/** The block is raw text up to the first closing tag of its name. */
const endOfBlock = (source: string, from: number, name: string): number => {
  const closing = new RegExp(`</${name}\\s*>`, 'gi')
  closing.lastIndex = from
  return closing.exec(source)?.index ?? source.length
}

/** A template can contain templates. */
const endOfTemplate = (source: string, from: number): number => {
  const tags = new RegExp(TAG.source, TAG.flags)
  tags.lastIndex = from
  let depth = 1
  for (let tag = tags.exec(source); tag; tag = tags.exec(source)) {
    const [, slash, name, attributes = ''] = tag
    if (name?.toLowerCase() !== 'template' || attributes.trimEnd().endsWith('/')) continue
    depth += slash === '/' ? -1 : 1
    if (depth === 0) return tag.index
  }
  return source.length
}
