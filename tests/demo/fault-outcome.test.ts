import { expect, it } from 'vitest'
import { outcomeOf } from '../../demo/page/shell/fault-outcome'
import { FAULTS } from '../../demo/protocol'

const met = (sockets: number) => ({ path: '/chat', sockets, count: 10_000 })

it('counts the sockets that a fault met', () => {
  expect(outcomeOf('drop', met(1))).toBe('Dropped 1 socket of /chat.')
  expect(outcomeOf('close', met(2))).toBe('Closed 2 sockets of /chat.')
  expect(outcomeOf('flood', met(2))).toBe('10,000 messages are on their way to 2 sockets of /chat.')
})

it('says that nobody is connected instead of speaking of 0 sockets', () => {
  expect(FAULTS.map((fault) => outcomeOf(fault, met(0)))).toEqual([
    'Nobody is connected to /chat.',
    'Nobody is connected to /chat; new ones are answered with 503 for 10 s.',
    'Nobody is connected to /chat; whoever comes hears nothing for 15 s.',
    'Nobody is connected to /chat.',
    'Nobody is connected to /chat, so nothing is sent.',
    '/chat behaves again.',
  ])
})
