import { render, type Queries, type queries, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { AnyCodec, IncomingOf, OutgoingOf } from '../../core'
import type { ReceivedData, ServerData } from '../index'
import type { RenderOnServerOptions, RenderWithServerOptions, WithServer } from './options'
import { withServer } from './with-server'

/**
 * Renders a component whose connections reach a test server, and returns the result of Testing Library's `render` with the
 * `server`. Each call has a server and a registry of its own, so tests share no connections.
 *
 * What the server sends and what its clock runs is inside `act()`, and its waits end when the page shows what they caused.
 * The server stops at Testing Library's `cleanup()`, which runs after each test where the test functions are globals.
 * A `server` that you pass is not stopped.
 */
export function renderWithServer<Received, Sent, Q extends Queries = typeof queries>(
  ui: ReactNode,
  options: RenderOnServerOptions<Received, Sent, Q>,
): RenderResult<Q> & WithServer<Received, Sent>
export function renderWithServer<C extends AnyCodec, Q extends Queries = typeof queries>(
  ui: ReactNode,
  options: RenderWithServerOptions<C, Q> & { codec: C | (() => C) },
): RenderResult<Q> & WithServer<OutgoingOf<C>, IncomingOf<C>>
export function renderWithServer<Q extends Queries = typeof queries>(
  ui: ReactNode,
  options?: RenderWithServerOptions<AnyCodec, Q>,
): RenderResult<Q> & WithServer<ReceivedData, ServerData>
export function renderWithServer(
  ui: ReactNode,
  options: RenderOnServerOptions<unknown, unknown> | RenderWithServerOptions = {},
): WithServer<unknown, unknown> {
  return withServer(options, (wrapper) => render(ui, { ...options, wrapper }))
}
