import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import footnote from 'markdown-it-footnote'
import { defineConfig, type DefaultTheme, type Plugin, type UserConfig } from 'vitepress'
import llms from 'vitepress-plugin-llms'
import { packageAliases } from '../../tests/config/aliases'
import { editPattern } from './config/edit-link'
import { frameworkCode, hasFrameworks } from './config/framework-code'
import { hoverTypes } from './config/hover-types'
import { pageSizes } from './config/page-imports'
import { repositoryLinks } from './config/repository-links'
import { sidebar } from './config/sidebar'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const apiSidebar = fromHere('../api/sidebar.json')
if (!existsSync(apiSidebar)) throw new Error('docs/api does not exist. Start the site with npm run docs, or build it with npm run docs:build.')

// These plugins are typed for newer versions of Shiki and Vite than the ones that VitePress contains.
type CodeTransformers = NonNullable<NonNullable<UserConfig['markdown']>['codeTransformers']>
const codeTransformers = [hoverTypes()] as unknown as CodeTransformers
const textFiles = llms({ ignoreFiles: ['source/**'], injectLLMHint: false }) as unknown as Plugin[]

const DESCRIPTION = 'One WebSocket connection for React and Vue: shared by all components, reconnecting, without lost or doubled messages.'

export default defineConfig({
  title: 'websocket-store',
  description: DESCRIPTION,
  lang: 'en',
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', href: '/icon.svg', type: 'image/svg+xml' }],
    // Sets the framework before the first paint, so that the page does not jump.
    ['script', {}, `try{document.documentElement.dataset.framework=localStorage.getItem('framework')==='vue'?'vue':'react'}catch{document.documentElement.dataset.framework='react'}`],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // DOCS_FAST leaves out the types, and so the compiling of code blocks, while a page is written.
    codeTransformers: process.env['DOCS_FAST'] === undefined ? codeTransformers : [],
    config(md) {
      md.use(footnote).use(frameworkCode).use(repositoryLinks)
    },
  },
  async transformPageData(page) {
    // Wide tables get the room of the outline.
    if (/^(compare|evidence)\//.test(page.relativePath)) Object.assign(page.frontmatter, { aside: false, pageClass: 'wide-page' })
    if (/^(api|source)\//.test(page.relativePath) || page.filePath === '') return
    const text = readFileSync(fromHere(`../${page.filePath}`), 'utf8')
    return { importSizes: await pageSizes(text), hasFrameworks: hasFrameworks(text) }
  },
  themeConfig: {
    nav: [
      { text: 'Learn', link: '/learn/', activeMatch: '^/learn/' },
      { text: 'Guides', link: '/guides/options', activeMatch: '^/guides/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
      { text: 'Protocols', link: '/protocols/', activeMatch: '^/protocols/' },
      { text: 'Evidence', link: '/evidence/', activeMatch: '^/evidence/' },
      { text: 'Compare', link: '/compare/', activeMatch: '^/(compare|migrate)/' },
    ],
    sidebar: sidebar(JSON.parse(readFileSync(apiSidebar, 'utf8')) as DefaultTheme.SidebarItem[]),
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    editLink: { pattern: editPattern(), text: 'Edit this page' },
    footer: { message: 'MIT licence' },
  },
  vite: {
    resolve: { alias: packageAliases() },
    esbuild: { jsx: 'automatic' },
    plugins: textFiles,
    build: { chunkSizeWarningLimit: 2000 },
  },
})
