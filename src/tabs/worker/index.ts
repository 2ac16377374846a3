export { serve } from './serve'
export type { ServedOptions, ServedPage, Server, ServeSettings } from './serve'
export type { AnyFunctions, Lent } from '../protocol/lending'
export type { PortLike } from '../../core/platform/ports'
