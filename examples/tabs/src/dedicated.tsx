import { createTabsRegistry } from 'websocket-store/tabs'
import { startApp } from './app'

// A worker of this page only: it decodes the messages.
startApp(createTabsRegistry(() => new Worker(new URL('./feed.worker.ts', import.meta.url), { type: 'module', name: 'feed' })))
