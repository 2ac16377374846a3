import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transformerTwoslash } from '@shikijs/vitepress-twoslash'
import { createFileSystemTypesCache } from '@shikijs/vitepress-twoslash/cache-fs'
import ts from 'typescript'

const { JsxEmit, ModuleKind, ModuleResolutionKind, ScriptTarget } = ts

const fromRoot = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

/** The built declarations, which users get, and which compile faster than the sources. */
const ENTRIES = ['index', 'react', 'vue', 'socket-io', 'event-source']
const paths = Object.fromEntries(
  ENTRIES.map((entry) => [entry === 'index' ? 'websocket-store' : `websocket-store/${entry}`, [fromRoot(`dist/${entry}.d.mts`)]]),
)

/** Compiles each code block, which fails the build on a type error, and shows the types on hover. */
const transformer = () =>
  transformerTwoslash({
    langs: ['ts', 'tsx', 'vue'],
    explicitTrigger: false,
    typesCache: createFileSystemTypesCache({ dir: fromRoot('node_modules/.cache/hover-types') }),
    twoslashOptions: {
      // The blocks import recipes as files beside `recipes/`.
      vfsRoot: fromRoot('examples'),
      // The package `typescript` is an alias whose folder has no declarations.
      tsLibDirectory: dirname(ts.getDefaultLibFilePath({})),
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
        types: ['node'],
        paths,
      },
    },
  })

export const hoverTypes = () => ({
  ...transformer(),
  // The transformer escapes braces, which a page would evaluate, only in blocks with types.
  postprocess: (html: string) => html.replaceAll('{', '&#123;'),
})
