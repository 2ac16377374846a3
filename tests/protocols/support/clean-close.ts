import { expect } from 'vitest'
import { waitFor } from '../../support/wait-for'

/** The server has seen one socket end, with the code of a normal closure. */
export async function expectCleanClose(server: { readonly closes: readonly unknown[] }): Promise<void> {
  await waitFor(() => server.closes.length === 1)
  expect(server.closes).toEqual([{ code: 1000, reason: '' }])
}
