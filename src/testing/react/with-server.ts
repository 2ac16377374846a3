import { render, type RenderOptions } from '@testing-library/react'
import { createElement, useEffect, type JSXElementConstructor, type ReactNode } from 'react'
import { createTestServer, type TestServer, type TestServerOptions } from '../index'
import { createServerWrapper } from './server-wrapper'

type Wrapper = JSXElementConstructor<{ children: ReactNode }>
type AnyServer = TestServer<unknown, unknown>
type Options = TestServerOptions & { server?: AnyServer | undefined } & Pick<RenderOptions, 'wrapper'>

/** Renders with a server around the tree: the given one, or a new one that stops at the cleanup of the test. */
export function withServer<Result extends object>(
  options: Options,
  renderTree: (wrapper: Wrapper) => Result,
): Result & { server: AnyServer } {
  const server = options.server ?? createTestServer(options)
  const isOwn = !options.server
  try {
    const result = renderTree(combine(createServerWrapper(server), options.wrapper))
    if (isOwn) stopAtCleanup(server)
    return { ...result, server }
  } catch (error) {
    if (isOwn) server.stop()
    throw error
  }
}

const combine = (outer: Wrapper, inner: Wrapper | undefined): Wrapper =>
  inner
    ? function WrapperWithServer({ children }) {
        return createElement(outer, null, createElement(inner, null, children))
      }
    : outer

/**
 * The cleanup unmounts every tree that `render` made. So a tree of its own notices the cleanup, and not an `unmount()` in the
 * middle of a test, after which a test still waits for what the server receives.
 */
function stopAtCleanup(server: AnyServer): void {
  function StopAtUnmount() {
    useEffect(() => () => server.stop(), [])
    return null
  }
  // Strict mode would run the effect twice.
  render(createElement(StopAtUnmount), { container: document.createElement('div'), reactStrictMode: false })
}
