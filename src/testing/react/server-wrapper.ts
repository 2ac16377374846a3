import { createElement, type ReactElement, type ReactNode } from 'react'
import { RegistryProvider } from '../../react/index'
import type { TestServer } from '../index'
import { putIntoAct } from './act'

/** The `wrapper` option of Testing Library. */
export type ServerWrapper = (props: { children?: ReactNode }) => ReactElement

/**
 * A component that connects everything below it to the server, for a render function of your own: pass it as `wrapper`.
 * Until the server stops, its events, its clock and its waits also run inside `act()`. It does not stop the server.
 */
export function createServerWrapper<Received, Sent>(server: TestServer<Received, Sent>): ServerWrapper {
  putIntoAct(server)
  return function ServerWrapper({ children }) {
    return createElement(RegistryProvider, { registry: server.registry }, children)
  }
}
