import { expect } from 'vitest'
import { matchers, type ServerMatchers } from '../index'

declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Only an interface can be merged.
  interface Matchers<T> extends ServerMatchers<T> {}
}

expect.extend(matchers)
