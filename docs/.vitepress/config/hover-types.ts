import { readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultHoverInfoProcessor, transformerTwoslash } from '@shikijs/vitepress-twoslash'
import { createFileSystemTypesCache } from '@shikijs/vitepress-twoslash/cache-fs'
import { createTwoslasher } from 'twoslash-vue'
import ts from 'typescript'

const { JsxEmit, ModuleKind, ModuleResolutionKind, ScriptTarget } = ts

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** The built declarations, which users get, and which compile faster than the sources. */
const ENTRIES = ['index', 'react', 'vue', 'socket-io', 'event-source']
const paths = Object.fromEntries(
  ENTRIES.map((entry) => [entry === 'index' ? 'websocket-store' : `websocket-store/${entry}`, [fromRoot(`dist/${entry}.d.mts`)]]),
)

/** Every name of the public API. Only these have types on hover: the types of all names make pages that no build fits in memory. */
const names = new Set(
  readdirSync(fromRoot('api')).flatMap((file) => readFileSync(fromRoot(`api/${file}`), 'utf8').match(/\b[A-Za-z]\w*\b/g) ?? []),
)

const MAX_LINES = 12

/** Overloads of a hook fill a screen. The page of the API shows them whole. */
function shorten(info: string): string {
  const lines = defaultHoverInfoProcessor(info).split('\n')
  return (lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines).join('\n')
}

const compile = createTwoslasher({
  // The blocks import recipes as files beside `recipes/`.
  vfsRoot: fromRoot('examples'),
  // The package `typescript` is an alias whose folder has no declarations.
  tsLibDirectory: dirname(ts.getDefaultLibFilePath({})),
  shouldGetHoverInfo: (name) => names.has(name),
  // Vue blocks refer to it by its path from the root, but their folder is `vfsRoot`, one deeper.
  vueCompilerOptions: { typesRoot: fromRoot('../node_modules/@vue/language-core/types') },
  compilerOptions: {
    target: ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.Bundler,
    jsx: JsxEmit.ReactJSX,
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
    // Blocks use `import.meta.env` of Vite.
    types: ['node', 'vite/client'],
    paths,
  },
})

/** Compiles a block, and keeps the type of a name where it comes first. */
function compileBlock(...args: Parameters<typeof compile>): ReturnType<typeof compile> {
  const result = compile(...args)
  const seen = new Set<string>()
  result.nodes = result.nodes.filter((node) => {
    if (node.type !== 'hover') return true
    const isFirst = !seen.has(node.target)
    seen.add(node.target)
    return isFirst
  })
  return result
}

/** Compiles each code block, which fails the build on a type error, and shows the types on hover. */
const transformer = () =>
  transformerTwoslash({
    langs: ['ts', 'tsx', 'vue'],
    explicitTrigger: false,
    processHoverInfo: shorten,
    typesCache: createFileSystemTypesCache({ dir: fromRoot('node_modules/.cache/hover-types') }),
    twoslasher: compileBlock,
  })

export const hoverTypes = () => ({
  ...transformer(),
  // The transformer escapes braces, which a page would evaluate, only in blocks with types.
  postprocess: (html: string) => html.replaceAll('{', '&#123;'),
})
