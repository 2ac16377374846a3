// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ServerMatchers } from '../testing.mjs';
declare module 'expect' {
    interface Matchers<R extends void | Promise<void>, T> extends ServerMatchers<T> {
    }
}
declare global {
    namespace jest {
        interface Matchers<R, T> extends ServerMatchers<T> {
        }
    }
}
