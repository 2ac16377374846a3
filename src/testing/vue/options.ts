import type { mount } from '@vue/test-utils'
import type { AnyCodec } from '../../core'
import type { TestServer, TestServerOptions } from '../index'

type MountOptions<T> = NonNullable<Parameters<typeof mount<T>>[1]>

/** The options of Test Utils' `mount`, and those of the new server. */
export type RenderWithServerOptions<T, C extends AnyCodec = AnyCodec> = MountOptions<T> &
  TestServerOptions<C> & { server?: undefined }

/** The options of Test Utils' `mount`, and a server that exists. The caller stops it. */
export type RenderOnServerOptions<T, Received, Sent> = MountOptions<T> & { server: TestServer<Received, Sent> }

export interface WithServer<Received, Sent> {
  readonly server: TestServer<Received, Sent>
}

type ServerOption = keyof TestServerOptions | 'server'

const SERVER_OPTIONS: Readonly<Record<ServerOption, true>> = {
  server: true,
  url: true,
  codec: true,
  serverCodec: true,
  heartbeat: true,
  latencyMs: true,
  selectProtocol: true,
  closeTimeoutMs: true,
  clock: true,
  random: true,
  waitMs: true,
  within: true,
  deliver: true,
}

/** Without those of the server: `mount` adds every option that it does not know to the component. */
export const mountOptionsOf = <Options extends object>(options: Options): Omit<Options, ServerOption> =>
  Object.fromEntries(Object.entries(options).filter(([name]) => !(name in SERVER_OPTIONS))) as Omit<Options, ServerOption>
