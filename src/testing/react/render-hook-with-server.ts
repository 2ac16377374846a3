import { renderHook, type RenderHookResult } from '@testing-library/react'
import type { AnyCodec, IncomingOf, OutgoingOf } from '../../core'
import type { ReceivedData, ServerData } from '../index'
import type { RenderHookOnServerOptions, RenderHookWithServerOptions, WithServer } from './options'
import { withServer } from './with-server'

/**
 * Renders a hook whose connections reach a test server, and returns the result of Testing Library's `renderHook` with the
 * `server`. Everything else is as with `renderWithServer()`.
 */
export function renderHookWithServer<Result, Props, Received, Sent>(
  callback: (props: Props) => Result,
  options: RenderHookOnServerOptions<Props, Received, Sent>,
): RenderHookResult<Result, Props> & WithServer<Received, Sent>
export function renderHookWithServer<Result, Props, C extends AnyCodec>(
  callback: (props: Props) => Result,
  options: RenderHookWithServerOptions<Props, C> & { codec: C | (() => C) },
): RenderHookResult<Result, Props> & WithServer<OutgoingOf<C>, IncomingOf<C>>
export function renderHookWithServer<Result, Props>(
  callback: (props: Props) => Result,
  options?: RenderHookWithServerOptions<Props>,
): RenderHookResult<Result, Props> & WithServer<ReceivedData, ServerData>
export function renderHookWithServer<Result, Props>(
  callback: (props: Props) => Result,
  options: RenderHookOnServerOptions<Props, unknown, unknown> | RenderHookWithServerOptions<Props> = {},
): RenderHookResult<Result, Props> & WithServer<unknown, unknown> {
  return withServer(options, (wrapper) => renderHook(callback, { ...options, wrapper }))
}
