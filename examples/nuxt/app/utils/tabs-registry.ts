import { createTabsRegistry } from 'websocket-store/tabs'

/** All tabs share the worker and its socket. The function is never called on the server. */
export const tabsRegistry = createTabsRegistry(
  () => new SharedWorker(new URL('../workers/feed.worker.ts', import.meta.url), { type: 'module', name: 'feed' }),
)
