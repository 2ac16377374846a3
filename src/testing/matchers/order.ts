import { describeValue } from '../messages/describe'
import { matches, type Match } from '../messages/matching'

/** For each match, the index of the first message after the previous one that matches. It ends where a match has none. */
export function findInOrder(messages: readonly unknown[], expected: readonly Match<unknown>[]): readonly number[] {
  const found: number[] = []
  for (const match of expected) {
    const start = (found.at(-1) ?? -1) + 1
    const index = messages.findIndex((message, at) => at >= start && matches(message, match))
    if (index < 0) break
    found.push(index)
  }
  return found
}

/** The expected messages, each with the number of the message that it matched. */
export function describeOrder(messages: readonly unknown[], expected: readonly Match<unknown>[]): string {
  const found = findInOrder(messages, expected)
  const missing = expected[found.length]
  const lines = expected.map((match, at) => `  ${describeValue(match)}${describePlace(at, found)}`)
  return [...lines, ...(missing === undefined ? [] : describeEarlier(messages, missing, found.at(-1)))].join('\n')
}

function describePlace(at: number, found: readonly number[]): string {
  const index = found[at]
  if (index !== undefined) return `: number ${index + 1}`
  if (at > found.length) return ''
  const last = found.at(-1)
  return last === undefined ? ': not received' : `: not received after number ${last + 1}`
}

/** The usual mistake: both came, in the other order. */
function describeEarlier(messages: readonly unknown[], missing: Match<unknown>, last: number | undefined): string[] {
  const index = messages.findIndex((message) => matches(message, missing))
  return last === undefined || index < 0 ? [] : [`${describeValue(missing)} was received before: number ${index + 1}.`]
}
