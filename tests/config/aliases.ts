import { fileURLToPath } from 'node:url'
import type { Alias } from 'vite'
import { entries } from '../../scripts/entries'

/** The repository. Vitest takes the folder of a configuration for its root, so each configuration here names this one. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

export const fromRoot = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url))

/** The tests import the package by its public names. `isDist` resolves these to the built files instead of the sources. */
export const packageAliases = (isDist = false): Alias[] =>
  entries.map(({ specifier, name, source }) => ({
    find: new RegExp(`^${specifier}$`),
    replacement: fromRoot(isDist ? `dist/${name}.mjs` : source),
  }))

/** Under the `browser` condition, which jsdom projects resolve with, `ws` is a stub that throws. */
export const wsAlias: Alias = { find: /^ws$/, replacement: fromRoot('node_modules/ws/wrapper.mjs') }
