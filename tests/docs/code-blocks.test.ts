import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { codeBlocks, pages, read, root } from './support/code-blocks'

const LANGUAGES = ['ts', 'tsx'] as const

it('the pages contain only code that compiles', () => {
  const blocks = pages().flatMap((page) =>
    LANGUAGES.flatMap((language) => codeBlocks(page, language).map((text, index) => ({ page, language, text, index }))),
  )
  // The paths are inside the repository, so the blocks share its settings and imports.
  const files = new Map(
    blocks.map(({ page, language, text, index }) => [`${root}examples/${page.replace(/\W/g, '-')}-${index}.${language}`, text]),
  )
  expect(files.size).toBe(blocks.length)
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  // Blocks use `import.meta.env` of Vite.
  const types = [...(options.types ?? []), 'vite/client']
  const program = ts.createProgram([...files.keys()], { ...options, types }, host)
  // Checks only the pages. Other checks cover the sources.
  const problems = [...files.keys()].flatMap((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => `${path.slice(root.length)}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`),
  )
  expect(problems).toEqual([])
}, 300_000)

it('the pages link only to files and headings that exist', () => {
  const headings = (path: string) =>
    [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replace(/[^\w -]/g, '').replaceAll(' ', '-'))
  const broken = pages().flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)\s#]*)(?:#([^)\s]+))?\)/g)].flatMap(([link, path = '', heading]) => {
      const target = path === '' ? page : join(dirname(page), path)
      const exists = existsSync(root + target) && (heading === undefined || headings(target).includes(heading))
      return exists ? [] : `${page}: ${link}`
    }),
  )
  expect(broken).toEqual([])
})
