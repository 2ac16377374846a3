/** What every bundler must do with a page and its worker. They are the titles of the tests and the rows of the table. */
export const BUNDLING = {
  build: 'bundles the page and its worker without an option for workers',
  worker: 'puts `serve()` into the worker, and no React',
  shared: 'three tabs share one socket through a `SharedWorker`',
  dedicated: 'a page with a `Worker` has a socket of its own',
} as const

export const BUNDLING_NAMES = Object.keys(BUNDLING) as (keyof typeof BUNDLING)[]

/** The bundlers, keyed by the folder of their output. */
export const BUNDLERS = {
  vite: { title: 'Vite', script: 'build', from: 'vite' },
  webpack: { title: 'webpack', script: 'build:webpack', from: 'webpack' },
  rspack: { title: 'Rspack', script: 'build:rspack', from: '@rspack/core' },
} as const

export type Bundler = keyof typeof BUNDLERS
export const BUNDLER_NAMES = Object.keys(BUNDLERS) as Bundler[]
