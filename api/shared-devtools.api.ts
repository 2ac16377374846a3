// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ConnectionRegistry } from '../index.mjs';
interface DevtoolsOptions {
    registry?: ConnectionRegistry;
    position?: 'bottom' | 'right';
    open?: boolean;
}
declare function mountDevtools(options?: DevtoolsOptions): () => void;
interface RenderDevtoolsOptions {
    registry?: ConnectionRegistry;
    theme?: 'light' | 'dark';
}
declare function renderDevtools(element: Element, options?: RenderDevtoolsOptions): () => void;
export { mountDevtools, renderDevtools };
export type { DevtoolsOptions, RenderDevtoolsOptions };
