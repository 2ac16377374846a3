// The public API as it is declared, comments left out. `npm run api` writes this file.
import { App } from 'vue';
import { ConnectionRegistry } from '../index.mjs';
interface VueDevtoolsPluginOptions {
    registry?: ConnectionRegistry;
}
interface VueDevtoolsPlugin {
    install(app: App): void;
}
declare function createVueDevtoolsPlugin(options?: VueDevtoolsPluginOptions): VueDevtoolsPlugin;
export { createVueDevtoolsPlugin };
export type { VueDevtoolsPlugin, VueDevtoolsPluginOptions };
