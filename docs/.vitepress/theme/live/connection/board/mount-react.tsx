import { mountInStrictMode } from '../../shared/mount-in-strict-mode'
import type { Demo } from '../demo'
import { PriceBoard } from './price-board'

/** @returns Unmounts the board. */
export const mountReact = (element: Element, demo: Demo) => mountInStrictMode(element, <PriceBoard demo={demo} />)
