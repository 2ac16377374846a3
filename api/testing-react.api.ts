// The public API as it is declared, comments left out. `npm run api` writes this file.
import { RenderHookOptions, Queries, queries, RenderOptions, RenderResult, RenderHookResult } from '@testing-library/react';
import { ReactNode, ReactElement } from 'react';
import { AnyCodec, OutgoingOf, IncomingOf } from '../index.mjs';
import { TestServer, TestServerOptions, ReceivedData, ServerData } from '../testing.mjs';
type RenderWithServerOptions<C extends AnyCodec = AnyCodec, Q extends Queries = typeof queries> = RenderOptions<Q> & TestServerOptions<C> & {
    server?: undefined;
};
type RenderOnServerOptions<Received, Sent, Q extends Queries = typeof queries> = RenderOptions<Q> & {
    server: TestServer<Received, Sent>;
};
type RenderHookWithServerOptions<Props, C extends AnyCodec = AnyCodec> = RenderHookOptions<Props> & TestServerOptions<C> & {
    server?: undefined;
};
type RenderHookOnServerOptions<Props, Received, Sent> = RenderHookOptions<Props> & {
    server: TestServer<Received, Sent>;
};
interface WithServer<Received, Sent> {
    readonly server: TestServer<Received, Sent>;
}
declare function renderWithServer<Received, Sent, Q extends Queries = typeof queries>(ui: ReactNode, options: RenderOnServerOptions<Received, Sent, Q>): RenderResult<Q> & WithServer<Received, Sent>;
declare function renderWithServer<C extends AnyCodec, Q extends Queries = typeof queries>(ui: ReactNode, options: RenderWithServerOptions<C, Q> & {
    codec: C | (() => C);
}): RenderResult<Q> & WithServer<OutgoingOf<C>, IncomingOf<C>>;
declare function renderWithServer<Q extends Queries = typeof queries>(ui: ReactNode, options?: RenderWithServerOptions<AnyCodec, Q>): RenderResult<Q> & WithServer<ReceivedData, ServerData>;
declare function renderHookWithServer<Result, Props, Received, Sent>(callback: (props: Props) => Result, options: RenderHookOnServerOptions<Props, Received, Sent>): RenderHookResult<Result, Props> & WithServer<Received, Sent>;
declare function renderHookWithServer<Result, Props, C extends AnyCodec>(callback: (props: Props) => Result, options: RenderHookWithServerOptions<Props, C> & {
    codec: C | (() => C);
}): RenderHookResult<Result, Props> & WithServer<OutgoingOf<C>, IncomingOf<C>>;
declare function renderHookWithServer<Result, Props>(callback: (props: Props) => Result, options?: RenderHookWithServerOptions<Props>): RenderHookResult<Result, Props> & WithServer<ReceivedData, ServerData>;
type ServerWrapper = (props: {
    children?: ReactNode;
}) => ReactElement;
declare function createServerWrapper<Received, Sent>(server: TestServer<Received, Sent>): ServerWrapper;
export { createServerWrapper, renderHookWithServer, renderWithServer };
export type { RenderHookOnServerOptions, RenderHookWithServerOptions, RenderOnServerOptions, RenderWithServerOptions, ServerWrapper, WithServer };
