// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ConnectionRegistry } from '../index.mjs';
interface WebSocketDevtoolsPluginOptions {
    registry?: ConnectionRegistry;
    defaultOpen?: boolean;
}
interface WebSocketDevtoolsPlugin {
    readonly id: string;
    readonly name: string;
    readonly defaultOpen: boolean;
    render(element: HTMLElement, props: {
        theme: 'light' | 'dark';
    }): never;
    destroy(): void;
}
declare function websocketDevtoolsPlugin(options?: WebSocketDevtoolsPluginOptions): WebSocketDevtoolsPlugin;
export { websocketDevtoolsPlugin };
export type { WebSocketDevtoolsPlugin, WebSocketDevtoolsPluginOptions };
