import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isRelative, repositoryLink } from './repository-links'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export interface SourcePage {
  readonly params: { readonly file: string }
  readonly content: string
}

const LINK = /\]\(([^)\s#]+)(#[^)\s]*)?\)/g
const LANGUAGES: Readonly<Record<string, string>> = { '.conf': 'nginx', '.cfg': 'ini', '.sh': 'sh', '.mjs': 'js' }

const withoutCode = (text: string) => text.replace(/^```.*?^```/gms, '')

/** The files outside `docs/` that a Markdown file links to. */
const linkedFiles = (file: string, text: string): string[] =>
  [...withoutCode(text).matchAll(LINK)].flatMap(([, href = '']) => {
    if (!isRelative(href) && (/^[a-z]+:|^\//.test(href) || file.startsWith('docs/'))) return []
    const target = normalize(join(dirname(file), href)).replace(/\/$/, '')
    return target.startsWith('docs/') || target.startsWith('..') ? [] : [target]
  })

const filesOf = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    if (entry.name === 'node_modules' || entry.name === 'dist' || entry.name.startsWith('.')) return []
    return entry.isDirectory() ? filesOf(path) : [path]
  })

/** Makes relative links of a Markdown file, which are valid in the repository, valid on the site. */
const withSiteLinks = (file: string, text: string) =>
  text.replace(LINK, (link, href: string, hash = '') =>
    /^[a-z]+:|^\//.test(href) ? link : `](${repositoryLink(normalize(join(dirname(file), href)))}${hash})`,
  )

function contentOf(path: string): string {
  if (statSync(join(root, path)).isDirectory()) {
    return `# ${path}\n\n${filesOf(path).map((file) => `- [${file}](${repositoryLink(file)})`).join('\n')}\n`
  }
  const text = readFileSync(join(root, path), 'utf8')
  if (path.endsWith('.md')) return withSiteLinks(path, text)
  const extension = extname(path)
  return `# ${path}\n\n\`\`\`\`${LANGUAGES[extension] ?? (extension.slice(1) || 'txt')} no-twoslash\n${text}\n\`\`\`\`\n`
}

/** Pages for all files of the repository that the pages of `docs/` link to, directly or through other such files. */
export function sourcePages(): SourcePage[] {
  const found = new Set<string>()
  const visit = (file: string): void => {
    if (found.has(file)) return
    if (!existsSync(join(root, file))) throw new Error(`A page links to ${file}, which does not exist.`)
    found.add(file)
    if (statSync(join(root, file)).isDirectory()) return filesOf(file).forEach(visit)
    if (file.endsWith('.md')) linkedFiles(file, readFileSync(join(root, file), 'utf8')).forEach(visit)
  }
  // The frame of each page links to these.
  for (const file of ['CHANGELOG.md', 'CONTRIBUTING.md']) visit(file)
  for (const page of readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })) {
    if (!page.endsWith('.md') || /^(\.vitepress|api|source)/.test(page)) continue
    const file = `docs/${page}`
    linkedFiles(file, readFileSync(join(root, file), 'utf8')).forEach(visit)
  }
  return [...found].map((file) => ({ params: { file: repositoryLink(file).slice('/source/'.length) }, content: contentOf(file) }))
}
