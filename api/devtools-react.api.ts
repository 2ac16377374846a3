// The public API as it is declared, comments left out. `npm run api` writes this file.
import { DevtoolsOptions } from '../devtools.mjs';
interface WebSocketDevtoolsProps extends DevtoolsOptions {
    registry?: NonNullable<DevtoolsOptions['registry']>;
    open?: boolean;
}
declare function WebSocketDevtools({ registry, position, open }: WebSocketDevtoolsProps): null;
export { WebSocketDevtools };
export type { WebSocketDevtoolsProps };
