import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { getDefaultRegistry } from 'websocket-store'
import { resetGlobalState } from 'websocket-store/compat/react-use-websocket'

export { serve } from '../../support/per-test'
export { settle } from '../../support/react-peers'

// The servers are real, and the machine may be busy.
configure({ asyncUtilTimeout: 10_000 })

afterEach(() => {
  cleanup()
  resetGlobalState()
  getDefaultRegistry().dispose()
})
