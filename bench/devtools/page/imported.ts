import { tap } from 'websocket-store'
import { startApp } from './app'

startApp()
// Kept in the bundle, never called.
Object.assign(globalThis, { tap })
