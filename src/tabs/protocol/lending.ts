import type { AbortSignalLike } from '../../core/vocabulary/wire'

/** The last argument of a function that a page lends. */
export interface LentContext {
  /** Aborts when nobody waits for the result any more. */
  readonly signal: AbortSignalLike
}

/** Any functions that pages lend, by name. */
export type AnyFunctions = Readonly<Record<string, (...args: never[]) => unknown>>

type ArgsOf<T> = T extends (...args: infer Args) => unknown ? Args : never
type ResultOf<T> = T extends (...args: never[]) => infer Result ? Awaited<Result> : never

/**
 * The functions that a page lends. Each receives the arguments of the call, then a `LentContext`.
 *
 * @typeParam F The functions as the worker calls them, by name. The worker and the page may share an interface.
 */
export type Lend<F extends object> = string extends keyof F
  ? AnyFunctions
  : { readonly [Name in keyof F]: (...args: [...ArgsOf<F[Name]>, LentContext]) => ResultOf<F[Name]> | Promise<ResultOf<F[Name]>> }

/**
 * Calls a function that a page lends. Of several pages the one that has used the connection for the longest time is called, or the
 * next one if it ends or does not react. Arguments and results are copied.
 *
 * Rejects with the error of the function; after `lentTimeoutMs`; when no page lends the function, or all that did have ended.
 */
export type Lent<F extends object> = string extends keyof F
  ? // Without a type for the functions, the result is what the program takes it for.
    <Result = unknown>(name: string, ...args: readonly unknown[]) => Promise<Result>
  : <Name extends keyof F & string>(name: Name, ...args: ArgsOf<F[Name]>) => Promise<ResultOf<F[Name]>>
