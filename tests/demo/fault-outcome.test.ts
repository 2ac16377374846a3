import { expect, it } from 'vitest'
import { outcomeOf } from '../../demo/page/shell/fault-outcome'
import { FAULTS } from '../../demo/protocol'

const met = (sockets: number) => ({ path: '/chat', sockets, count: 10_000 })

it('counts the sockets that a fault met', () => {
  expect(outcomeOf('drop', met(1))).toBe('Dropped 1 socket of /chat.')
  expect(outcomeOf('close', met(2))).toBe('Closed 2 sockets of /chat.')
  expect(outcomeOf('flood', met(2))).toBe('Sending 10,000 messages to 2 sockets of /chat.')
})

it('says that nobody is connected instead of speaking of 0 sockets', () => {
  expect(FAULTS.map((fault) => outcomeOf(fault, met(0)))).toEqual([
    'No sockets are connected to /chat.',
    'No sockets are connected to /chat. New connections get 503 for 10 s.',
    'No sockets are connected to /chat. New connections get no response for 15 s.',
    'No sockets are connected to /chat.',
    'No sockets are connected to /chat, so nothing is sent.',
    '/chat is restored.',
  ])
})
