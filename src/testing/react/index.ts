export { renderWithServer } from './render-with-server'
export { renderHookWithServer } from './render-hook-with-server'
export { createServerWrapper, type ServerWrapper } from './server-wrapper'
export type {
  RenderHookOnServerOptions,
  RenderHookWithServerOptions,
  RenderOnServerOptions,
  RenderWithServerOptions,
  WithServer,
} from './options'
