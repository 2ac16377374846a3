// The public API as it is declared, comments left out. `npm run api` writes this file.
export { AnyFunctions, Lend, LentContext, ServedOptions, TabsLeader, TabsOptions, TabsRegistry, TabsWorker, createTabsRegistry } from './shared/tabs.mjs';
export { PortLike } from './shared/platform.mjs';
