import { expect, it } from 'vitest'
import { runTests } from './support/run-tests'

const PAGE = 'docs/guides/test-server.md'

it.each(['recovers after the network was lost', 'opens at the third attempt', 'continues where it was'])('the test of the page passes: %s', async (title) => {
  expect(await runTests(PAGE, title, 'wss://example.org/feed')).toBe(1)
})
