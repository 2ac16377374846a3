export { renderWithServer } from './render-with-server'
export { setupWithServer, type SetupResult } from './setup-with-server'
export { createServerPlugin } from './server-plugin'
export type { RenderOnServerOptions, RenderWithServerOptions, WithServer } from './options'
