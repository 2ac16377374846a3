import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// Not with `new URL`, which is that of the page in tests with a DOM.
export const root = `${resolve(fileURLToPath(import.meta.url), '../../../..')}/`

/** Folders of `docs/` with pages that are generated, or that are not pages. */
const EXCLUDED = /^(\.vitepress|api|source|public)\//

/** The paths of all pages for users, relative to the root of the repository. */
export const pages = (): string[] => [
  'README.md',
  ...readdirSync(`${root}docs`, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.md') && !EXCLUDED.test(file))
    .map((file) => `docs/${file}`)
    .sort(),
]

export const read = (path: string): string => readFileSync(root + path, 'utf8')

/** The code blocks of `page` in `language`. A block may have a label after its language: `tsx [React]`. */
export const codeBlocks = (page: string, language: string): string[] =>
  [...read(page).matchAll(new RegExp(`^\`\`\`${language}(?: [^\n]*)?\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '')

/** The only block of `page` in `language` that contains `marker`. */
export function findBlock(page: string, language: string, marker: string): string {
  const found = codeBlocks(page, language).filter((block) => block.includes(marker))
  if (found.length !== 1) throw new Error(`${found.length} blocks of ${page} contain ${marker}.`)
  return found[0]!
}
