/** The public entries of the package, as their subpaths. The source of `a/b` is `src/a/b/index.ts`, its built file `dist/a/b.mjs`. */
const SUBPATHS = [
  'react', 'vue', 'socket-io', 'event-source', 'testing', 'compat/vueuse', 'compat/react-use-websocket',
  'testing/react', 'testing/vue', 'testing/vitest', 'testing/jest',
  'tabs', 'tabs/worker',
  'devtools', 'devtools/react', 'devtools/vue', 'devtools/tanstack', 'devtools/vue-devtools',
] as const

export interface Entry {
  /** What users import. */
  readonly specifier: string
  /** The built file without its extension, relative to `dist`. */
  readonly name: string
  /** Relative to the repository. */
  readonly source: string
  /** React Server Components must load it on the client only. */
  readonly isClient: boolean
  /** Imported for its effect on a test runner. It exports nothing. */
  readonly isSetup: boolean
}

export const entries: readonly Entry[] = [
  { specifier: 'websocket-store', name: 'index', source: 'src/core/index.ts', isClient: false, isSetup: false },
  ...SUBPATHS.map((subpath) => ({
    specifier: `websocket-store/${subpath}`,
    name: subpath,
    source: `src/${subpath}/index.ts`,
    isClient: /(^|\/)react\b/.test(subpath),
    isSetup: /^testing\/(vitest|jest)$/.test(subpath),
  })),
]
