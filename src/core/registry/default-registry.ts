import { realmSingleton } from '../platform/singleton'
import type { ConnectionRegistry } from '../vocabulary/registry'
import { createRegistry } from './registry'

/** The registry of this realm, created on first use: one even when ESM and CJS copies are both loaded. */
export const getDefaultRegistry = (): ConnectionRegistry => realmSingleton('websocket-store/registry@0', createRegistry)
