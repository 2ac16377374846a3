import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const dist = fileURLToPath(new URL('../../../docs/.vitepress/dist/', import.meta.url))

/** All files of the built site, relative to its root. */
export const files = (extension: string): string[] => {
  const found = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(extension))
  if (found.length === 0) throw new Error('The site is not built. Run npm run docs:build first.')
  return found
}

export const readBuilt = (file: string): string => readFileSync(dist + file, 'utf8')

/** The address of a page: `guides/channels.html` is served as `/guides/channels`, `learn/index.html` as `/learn/`. */
export const addressOf = (file: string): string => `/${file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`

/** The addresses of all pages but the one for unknown addresses. */
export const addresses = (): string[] => files('.html').filter((file) => file !== '404.html').map(addressOf).sort()
