export { mountDevtools } from './mount'
export type { DevtoolsOptions } from './mount'
export { renderDevtools } from './render'
export type { RenderDevtoolsOptions } from './render'
