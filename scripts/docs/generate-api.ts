// Writes `docs/api/`: a page for each export, from its docstring, with the bytes of its import. The folder is not committed.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Application, type DeclarationReflection, ReflectionKind } from 'typedoc'
import { entries as allEntries } from '../entries'
import { importSize, toKilobytes } from './import-size'

const entries = allEntries.filter(({ isSetup }) => !isSetup)
const root = fileURLToPath(new URL('../../', import.meta.url))
const out = `${root}docs/api`

/** The options of typedoc-plugin-markdown, which the types of typedoc do not know. */
const markdownOptions = {
  router: 'member',
  entryFileName: 'index',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  useCodeBlocks: true,
  expandParameters: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  pageTitleTemplates: { member: '{name}' },
}

const app = await Application.bootstrapWithPlugins({
  entryPoints: entries.map(({ source }) => root + source),
  tsconfig: `${root}tsconfig.src.json`,
  plugin: ['typedoc-plugin-markdown'],
  readme: 'none',
  outputs: [{ name: 'markdown', path: out }],
  githubPages: false,
  excludeInternal: true,
  excludePrivate: true,
  // `npm run typecheck` reports the errors.
  skipErrorChecking: true,
  basePath: root,
  disableSources: true,
  logLevel: 'Warn',
  ...(markdownOptions as object),
})

const project = await app.convert()
if (!project) throw new Error('The sources could not be read.')
for (const module of project.children ?? []) {
  const entry = entries.find(({ source }) => source === `${module.name}/index.ts`)
  if (!entry) throw new Error(`${module.name} is not an entry of the package.`)
  module.name = entry.specifier
}
rmSync(out, { recursive: true, force: true })
await app.generateOutputs(project)

const FOLDERS = new Map([
  [ReflectionKind.Function, 'functions'],
  [ReflectionKind.Variable, 'variables'],
  [ReflectionKind.Class, 'classes'],
  [ReflectionKind.Interface, 'interfaces'],
  [ReflectionKind.TypeAlias, 'type-aliases'],
])

interface Export {
  readonly name: string
  readonly page: string
  readonly summary: string
  readonly bytes: number | undefined
}

/** The first sentence of a docstring. */
function summaryOf(export_: DeclarationReflection): string {
  const comment = export_.comment ?? export_.signatures?.[0]?.comment
  const text = (comment?.summary ?? []).map((part) => part.text).join('').replace(/\s+/g, ' ').trim()
  return /^.*?[.:](?= |$)/.exec(text)?.[0].replace(/:$/, '.') ?? text
}

async function describe(entry: string, export_: DeclarationReflection): Promise<Export> {
  const folder = FOLDERS.get(export_.kind)
  if (folder === undefined) throw new Error(`${export_.name} is of a kind without pages.`)
  const isType = export_.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias])
  return {
    name: export_.name,
    page: `${entry}/${folder}/${export_.name}`,
    summary: summaryOf(export_),
    bytes: isType ? undefined : await importSize({ [entry]: [export_.name] }),
  }
}

/** Adds the bytes, the description for search, and a mark so that signatures are not compiled as code. */
function completePage(entry: string, { name, page, summary, bytes }: Export): void {
  const file = `${out}/${page}.md`
  const [first = '', ...body] = readFileSync(file, 'utf8').split('\n')
  const title = `# ${name}${first.includes('()') ? '()' : ''}`
  const size = bytes === undefined ? 'A type: it adds nothing to a bundle.' : `Adds ${toKilobytes(bytes)} to a bundle that imports nothing else of the package.`
  const from = `\`\`\`ts no-twoslash\nimport { ${bytes === undefined ? 'type ' : ''}${name} } from '${entry}'\n\`\`\``
  const text = body.join('\n').replace(/^```ts$/gm, '```ts no-twoslash')
  const description = JSON.stringify(summary === '' ? `${name} of ${entry}.` : summary)
  writeFileSync(file, `---\ndescription: ${description}\neditLink: false\n---\n\n${title}\n\n${from}\n\n${size}\n${text}`)
}

const rowOf = ({ name, page, summary, bytes }: Export) =>
  `| [\`${name}\`](${page}.md) | ${bytes === undefined ? '' : toKilobytes(bytes).replace(' ', '&nbsp;')} | ${summary.replaceAll('|', '\\|')} |`

const tables: string[] = []
const sidebar: object[] = [{ text: 'All exports', link: '/api/' }]
for (const { specifier: entry } of entries) {
  const module = project.children?.find(({ name }) => name === entry)
  const exports = await Promise.all((module?.children ?? []).filter(({ kind }) => FOLDERS.has(kind)).map((export_) => describe(entry, export_)))
  if (exports.length === 0) throw new Error(`${entry} exports nothing.`)
  exports.forEach((export_) => completePage(entry, export_))
  rmSync(`${out}/${entry}/index.md`)
  exports.sort((a, b) => a.name.localeCompare(b.name))
  const values = exports.filter(({ bytes }) => bytes !== undefined)
  const types = exports.filter(({ bytes }) => bytes === undefined)
  const heading = '| export | bytes | |\n|---|---|---|'
  tables.push(`## ${entry}`, [heading, ...values.map(rowOf)].join('\n'), `### Types of ${entry}`, [heading, ...types.map(rowOf)].join('\n'))
  const toItem = ({ name, page }: Export) => ({ text: name, link: `/api/${page}` })
  sidebar.push({ text: entry, items: [...values.map(toItem), { text: 'Types', collapsed: true, items: types.map(toItem) }] })
}

const INTRODUCTION = `Each export has a page, made from its docstring. The bytes are those of a bundle of this one import: ES2022, minified for
production, compressed with brotli, without the framework. Exports share most of their code, so two imports cost less than their sum.`
writeFileSync(`${out}/index.md`, `---\ndescription: All exports of the package, with their size.\neditLink: false\n---\n\n# API\n\n${INTRODUCTION}\n\n${tables.join('\n\n')}\n`)
writeFileSync(`${out}/sidebar.json`, JSON.stringify(sidebar))
