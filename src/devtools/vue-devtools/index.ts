export { createVueDevtoolsPlugin } from './plugin'
export type { VueDevtoolsPlugin, VueDevtoolsPluginOptions } from './plugin'
