// The public API as it is declared, comments left out. `npm run api` writes this file.
export { DevtoolsOptions, RenderDevtoolsOptions, mountDevtools, renderDevtools } from './shared/devtools.mjs';
