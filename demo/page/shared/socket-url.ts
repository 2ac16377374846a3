import type { Path } from '../../protocol'
import { tab } from './identity'

/** Where the page came from, its sockets go to. */
export const socketUrl = (path: Path): string => `${location.origin.replace(/^http/, 'ws')}${path}?tab=${tab}`
