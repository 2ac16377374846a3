// The public API as it is declared, comments left out. `npm run api` writes this file.
import { mount } from '@vue/test-utils';
import { AnyCodec, OutgoingOf, IncomingOf } from '../index.mjs';
import { TestServer, TestServerOptions, ReceivedData, ServerData } from '../testing.mjs';
import { Plugin } from 'vue';
type MountOptions<T> = NonNullable<Parameters<typeof mount<T>>[1]>;
type RenderWithServerOptions<T, C extends AnyCodec = AnyCodec> = MountOptions<T> & TestServerOptions<C> & {
    server?: undefined;
};
type RenderOnServerOptions<T, Received, Sent> = MountOptions<T> & {
    server: TestServer<Received, Sent>;
};
interface WithServer<Received, Sent> {
    readonly server: TestServer<Received, Sent>;
}
type Mounted<T> = ReturnType<typeof mount<T>>;
declare function renderWithServer<T, Received, Sent>(component: T, options: RenderOnServerOptions<T, Received, Sent>): Mounted<T> & WithServer<Received, Sent>;
declare function renderWithServer<T, C extends AnyCodec>(component: T, options: RenderWithServerOptions<T, C> & {
    codec: C | (() => C);
}): Mounted<T> & WithServer<OutgoingOf<C>, IncomingOf<C>>;
declare function renderWithServer<T>(component: T, options?: RenderWithServerOptions<T>): Mounted<T> & WithServer<ReceivedData, ServerData>;
interface SetupResult<Result> {
    readonly result: Result;
    unmount(): void;
}
type NewServer<C extends AnyCodec> = TestServerOptions<C> & {
    server?: undefined;
};
declare function setupWithServer<Result, Received, Sent>(setup: () => Result, options: {
    server: TestServer<Received, Sent>;
}): SetupResult<Result> & WithServer<Received, Sent>;
declare function setupWithServer<Result, C extends AnyCodec>(setup: () => Result, options: NewServer<C> & {
    codec: C | (() => C);
}): SetupResult<Result> & WithServer<OutgoingOf<C>, IncomingOf<C>>;
declare function setupWithServer<Result>(setup: () => Result, options?: NewServer<AnyCodec>): SetupResult<Result> & WithServer<ReceivedData, ServerData>;
declare function createServerPlugin<Received, Sent>(server: TestServer<Received, Sent>): Plugin;
export { createServerPlugin, renderWithServer, setupWithServer };
export type { RenderOnServerOptions, RenderWithServerOptions, SetupResult, WithServer };
