// The public API as it is declared, comments left out. `npm run api` writes this file.
export { AnyFunctions, Lent, ServeSettings, ServedOptions, ServedPage, Server, serve } from '../shared/tabs.mjs';
export { PortLike } from '../shared/platform.mjs';
