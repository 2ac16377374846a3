import type { RenderHookOptions, RenderOptions, Queries, queries } from '@testing-library/react'
import type { AnyCodec } from '../../core'
import type { TestServer, TestServerOptions } from '../index'

/** The options of Testing Library's `render`, and those of the new server. */
export type RenderWithServerOptions<C extends AnyCodec = AnyCodec, Q extends Queries = typeof queries> = RenderOptions<Q> &
  TestServerOptions<C> & { server?: undefined }

/** The options of Testing Library's `render`, and a server that exists. The caller stops it. */
export type RenderOnServerOptions<Received, Sent, Q extends Queries = typeof queries> = RenderOptions<Q> & {
  server: TestServer<Received, Sent>
}

/** The options of Testing Library's `renderHook`, and those of the new server. */
export type RenderHookWithServerOptions<Props, C extends AnyCodec = AnyCodec> = RenderHookOptions<Props> &
  TestServerOptions<C> & { server?: undefined }

/** The options of Testing Library's `renderHook`, and a server that exists. The caller stops it. */
export type RenderHookOnServerOptions<Props, Received, Sent> = RenderHookOptions<Props> & { server: TestServer<Received, Sent> }

export interface WithServer<Received, Sent> {
  readonly server: TestServer<Received, Sent>
}
