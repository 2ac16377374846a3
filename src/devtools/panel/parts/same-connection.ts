import type { ConnectionModel } from '../../model/types'

/**
 * Whether two models are states of one connection. Their ids do not tell: an imported session has ids that the live one or
 * another file has, too. The models of an imported session never change.
 */
export const isSameConnection = (a: ConnectionModel | null, b: ConnectionModel | null): boolean =>
  a === b || (a !== null && b !== null && a.connection !== null && a.connection === b.connection && a.id === b.id)
