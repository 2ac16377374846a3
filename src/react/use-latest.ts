import { useInsertionEffect, useState } from 'react'
import { createCell, type Cell } from './cell'

/** The value of the last committed render. */
export function useLatest<T>(value: T): Cell<T> {
  const [cell] = useState(() => createCell(value))
  useInsertionEffect(() => cell.commit(value))
  return cell
}
