// Jest resolves this module itself, so it works without installation and with `injectGlobals: false`. Outside Jest it throws.
import * as globals from '@jest/globals'
import { matchers, type ServerMatchers } from '../index'

declare module 'expect' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- Merged: the parameters must be the same.
  interface Matchers<R extends void | Promise<void>, T> extends ServerMatchers<T> {}
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- The types of Jest are in one.
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars -- Merged: the parameters must be the same.
    interface Matchers<R, T> extends ServerMatchers<T> {}
  }
}

// The whole module is passed on. Rollup would turn `globals.expect` into a named import, and without Jest Node would report
// that the name is missing, before the module can say what is wrong.
const addMatchers = ({ expect }: typeof globals) => expect.extend(matchers)
addMatchers(globals)
