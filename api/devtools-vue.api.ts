// The public API as it is declared, comments left out. `npm run api` writes this file.
import { DefineComponent } from 'vue';
import { DevtoolsOptions } from '../devtools.mjs';
interface WebSocketDevtoolsProps extends DevtoolsOptions {
    registry?: NonNullable<DevtoolsOptions['registry']>;
    open?: boolean;
}
declare const WebSocketDevtools: DefineComponent<WebSocketDevtoolsProps>;
export { WebSocketDevtools };
export type { WebSocketDevtoolsProps };
