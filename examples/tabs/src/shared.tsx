import { createTabsRegistry } from 'websocket-store/tabs'
import { startApp } from './app'

// All tabs share this worker, so they share one socket.
startApp(createTabsRegistry(() => new SharedWorker(new URL('./feed.worker.ts', import.meta.url), { type: 'module', name: 'feed' })))
