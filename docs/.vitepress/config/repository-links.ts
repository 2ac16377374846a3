import { dirname, join, normalize } from 'node:path'
import type { MarkdownRenderer } from 'vitepress'

/** The page of the site that shows a file of the repository. `docs/source/[file].paths.ts` makes these pages. */
export function repositoryLink(file: string): string {
  if (file.startsWith('docs/')) return `/${file.slice('docs/'.length).replace(/(index)?\.md$/, '')}`
  // A path with the extension of a file would be treated as a download.
  return `/source/${file.replace(/\/$/, '').replace(/\.md$/, '').replace(/\.(\w+)$/, '-$1')}`
}

export const isRelative = (href: string): boolean => /^\.{1,2}\//.test(href)

/**
 * Lets pages link to any file of the repository with a relative path, as in plain Markdown. A path that leaves `docs/` becomes the
 * address of the page that shows this file. The build fails if there is none.
 */
export function repositoryLinks(md: MarkdownRenderer): void {
  const { link_open: before } = md.renderer.rules
  md.renderer.rules.link_open = (tokens, index, options, env: { relativePath?: string }, self) => {
    const token = tokens[index]!
    const [path = '', hash] = (token.attrGet('href') ?? '').split('#')
    if (isRelative(path) && env.relativePath !== undefined) {
      const file = normalize(join('docs', dirname(env.relativePath), path))
      if (!file.startsWith('docs/')) token.attrSet('href', repositoryLink(file) + (hash === undefined ? '' : `#${hash}`))
    }
    return before ? before(tokens, index, options, env, self) : self.renderToken(tokens, index, options)
  }
}
