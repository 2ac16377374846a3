import { defineComponent } from 'vue'
import type { AnyCodec, IncomingOf, OutgoingOf } from '../../core'
import type { ReceivedData, ServerData, TestServer, TestServerOptions } from '../index'
import type { WithServer } from './options'
import { renderWithServer } from './render-with-server'

export interface SetupResult<Result> {
  /** What the function returned. */
  readonly result: Result
  /** Unmounts the component. The server stops, unless it was passed. */
  unmount(): void
}

type NewServer<C extends AnyCodec> = TestServerOptions<C> & { server?: undefined }

/**
 * Calls composables in the `setup` of a component whose connections reach a test server, and returns their result with the
 * `server`. Everything else is as with `renderWithServer()`.
 */
export function setupWithServer<Result, Received, Sent>(
  setup: () => Result,
  options: { server: TestServer<Received, Sent> },
): SetupResult<Result> & WithServer<Received, Sent>
export function setupWithServer<Result, C extends AnyCodec>(
  setup: () => Result,
  options: NewServer<C> & { codec: C | (() => C) },
): SetupResult<Result> & WithServer<OutgoingOf<C>, IncomingOf<C>>
export function setupWithServer<Result>(
  setup: () => Result,
  options?: NewServer<AnyCodec>,
): SetupResult<Result> & WithServer<ReceivedData, ServerData>
export function setupWithServer<Result>(
  setup: () => Result,
  options: { server?: TestServer<unknown, unknown> | undefined } = {},
): SetupResult<Result> & WithServer<unknown, unknown> {
  const returned: { result?: Result } = {}
  const Setup = defineComponent(() => {
    returned.result = setup()
    return () => null
  })
  const wrapper = renderWithServer(Setup, options as { server: TestServer<unknown, unknown> })
  return { result: returned.result as Result, server: wrapper.server, unmount: () => wrapper.unmount() }
}
