// The public API as it is declared, comments left out. `npm run api` writes this file.
import { AbortSignalLike, ConnectionOptions, ConnectionUrl, Unsubscribe, RegistryOptions, ConnectionRegistry } from '../index.mjs';
import { PortLike } from './platform.mjs';
interface LentContext {
    readonly signal: AbortSignalLike;
}
type AnyFunctions = Readonly<Record<string, (...args: never[]) => unknown>>;
type ArgsOf<T> = T extends (...args: infer Args) => unknown ? Args : never;
type ResultOf<T> = T extends (...args: never[]) => infer Result ? Awaited<Result> : never;
type Lend<F extends object> = string extends keyof F ? AnyFunctions : {
    readonly [Name in keyof F]: (...args: [
        ...ArgsOf<F[Name]>,
        LentContext
    ]) => ResultOf<F[Name]> | Promise<ResultOf<F[Name]>>;
};
type Lent<F extends object> = string extends keyof F ? <Result = unknown>(name: string, ...args: readonly unknown[]) => Promise<Result> : <Name extends keyof F & string>(name: Name, ...args: ArgsOf<F[Name]>) => Promise<ResultOf<F[Name]>>;
type ServedOptions = ConnectionOptions<unknown, unknown> & {
    url?: ConnectionUrl;
};
interface ServedPage<F extends object = AnyFunctions> {
    readonly key: string | undefined;
    readonly lent: Lent<F>;
}
interface ServeSettings {
    lentTimeoutMs?: number;
}
type OptionsFor = (url: string, page: ServedPage) => ServedOptions;
interface Server {
    connect(port: PortLike): Unsubscribe;
    optionsChanged(): void;
    stop(): void;
}
declare function serve<F extends object = AnyFunctions>(optionsFor: (url: string, page: ServedPage<F>) => ServedOptions, settings?: ServeSettings): Server;
interface TabsLeader {
    readonly leader: string;
    readonly serve?: OptionsFor;
}
type TabsWorker = PortLike | {
    readonly port: PortLike;
};
type WorkerSource = TabsWorker | (() => TabsWorker);
interface TabsRegistry extends ConnectionRegistry {
    readonly pageCount: number;
    onPageCount(listener: (count: number) => void): Unsubscribe;
}
interface TabsOptions<F extends object = AnyFunctions> extends RegistryOptions {
    lend?: Lend<NoInfer<F>>;
}
declare const createTabsRegistry: <F extends object = AnyFunctions>(worker: WorkerSource | TabsLeader, options?: TabsOptions<F>) => TabsRegistry;
export { createTabsRegistry, serve };
export type { AnyFunctions, Lend, Lent, LentContext, ServeSettings, ServedOptions, ServedPage, Server, TabsLeader, TabsOptions, TabsRegistry, TabsWorker };
