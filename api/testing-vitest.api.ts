// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ServerMatchers } from '../testing.mjs';
declare module 'vitest' {
    interface Matchers<T> extends ServerMatchers<T> {
    }
}
