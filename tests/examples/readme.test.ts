import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

const blocks = (language: string): string[] =>
  [...read('README.md').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '')

it.each([
  ['tsx', 'examples/react/echo.tsx'],
  ['vue', 'examples/vue/echo.vue'],
])('shows in %s the very example that the tests run', (language, file) => {
  const [, ...withoutHowToRun] = read(file).split('\n')
  expect(blocks(language)).toEqual([withoutHowToRun.join('\n')])
})

it('has only TypeScript that compiles', () => {
  const texts = new Map(blocks('ts').map((text, index) => [`${root}examples/readme-${index}.ts`, text]))
  expect(texts.size).toBeGreaterThan(0)
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  const program = ts.createProgram([...texts.keys()], options, host)
  // Only what the README says; the sources have checks of their own.
  const problems = [...texts.keys()].flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
  expect(problems.map((problem) => ts.flattenDiagnosticMessageText(problem.messageText, '\n'))).toEqual([])
}, 60_000)
