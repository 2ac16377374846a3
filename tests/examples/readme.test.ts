import { expect, it } from 'vitest'
import { codeBlocks, read } from '../docs/support/code-blocks'

it.each([
  ['tsx', 'examples/react/echo.tsx'],
  ['vue', 'examples/vue/echo.vue'],
])('the %s example in the README is the example that the tests run', (language, file) => {
  const [, ...withoutHowToRun] = read(file).split('\n')
  expect(codeBlocks('README.md', language)[0]).toBe(withoutHowToRun.join('\n'))
})
