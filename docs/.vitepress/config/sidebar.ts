import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DefaultTheme } from 'vitepress'

const docs = fileURLToPath(new URL('../../', import.meta.url))

interface Page {
  readonly title: string
  readonly link: string
  readonly order: number
  readonly group: string | undefined
}

const field = (text: string, name: string): string | undefined =>
  new RegExp(`^---\\n(?:.*\\n)*?${name}: *(.*?) *\\n(?:.*\\n)*?---`).exec(text)?.[1]

function pagesOf(folder: string): Page[] {
  return readdirSync(`${docs}${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => {
      const text = readFileSync(`${docs}${folder}/${file}`, 'utf8')
      const title = field(text, 'title') ?? /^# (.*)$/m.exec(text)?.[1]?.replaceAll('`', '') ?? file
      const name = file.replace(/(index)?\.md$/, '')
      return { title, link: `/${folder}/${name}`, order: Number(field(text, 'order') ?? (name === '' ? 0 : 100)), group: field(text, 'group') }
    })
    .sort((a, b) => a.order - b.order || a.title.localeCompare(b.title))
}

const toItem = ({ title, link }: Page): DefaultTheme.SidebarItem => ({ text: title, link })

/** The headings of the guides, in the order in which a reader needs them. */
const GROUPS = ['Basics', 'Messages', 'State', 'Frameworks', 'Testing', 'Operation']

function groupsOf(folder: string): DefaultTheme.SidebarItem[] {
  const pages = pagesOf(folder)
  const groupOf = (page: Page) => (GROUPS.includes(page.group ?? '') ? page.group : 'Messages')
  return GROUPS.map((group) => ({ text: group, collapsed: false, items: pages.filter((page) => groupOf(page) === group).map(toItem) }))
}

const section = (text: string, folder: string): DefaultTheme.SidebarItem[] => [{ text, items: pagesOf(folder).map(toItem) }]

/** The side bars, made from the files: a new page needs no entry here. */
export const sidebar = (api: DefaultTheme.SidebarItem[]): DefaultTheme.SidebarMulti => ({
  '/learn/': section('Learn', 'learn'),
  '/guides/': groupsOf('guides'),
  '/protocols/': section('Protocols', 'protocols'),
  '/evidence/': section('Evidence', 'evidence'),
  '/compare/': [...section('Compare', 'compare'), ...section('Migrate', 'migrate')],
  '/migrate/': [...section('Compare', 'compare'), ...section('Migrate', 'migrate')],
  '/api/': api,
})
