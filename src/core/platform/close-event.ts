import type { CloseInfo, EventLike } from '../vocabulary/wire'

/** A close event for a socket that was given up before its own close event. A plain object where the engine has no constructor. */
export const closeEventOf = (close: CloseInfo): EventLike =>
  typeof CloseEvent === 'undefined' ? ({ type: 'close', ...close } as unknown as EventLike) : new CloseEvent('close', close)
