export { eventSource } from './event-source'
export type { EventSourceOptions, EventSourcePreset, NamedEvent, NamedEventsOptions } from './event-source'
export type { EventSourceTransportOptions } from './options'
export type { EventSourceConstructor, EventSourceLike } from '../core/platform/event-source'
