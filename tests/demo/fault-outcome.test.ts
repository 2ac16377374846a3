import { expect, it } from 'vitest'
import { outcomeOf } from '../../demo/page/shell/fault-outcome'
import { FAULTS } from '../../demo/protocol'

const affected = (sockets: number) => ({ path: '/chat', sockets, count: 10_000 })

it('reports how many sockets a fault affected', () => {
  expect(outcomeOf('drop', affected(1))).toBe('Dropped 1 socket of /chat.')
  expect(outcomeOf('close', affected(2))).toBe('Closed 2 sockets of /chat.')
  expect(outcomeOf('flood', affected(2))).toBe('Sending 10,000 messages to 2 sockets of /chat.')
})

it('says that no sockets are connected instead of counting 0 sockets', () => {
  expect(FAULTS.map((fault) => outcomeOf(fault, affected(0)))).toEqual([
    'No sockets are connected to /chat.',
    'No sockets are connected to /chat. New connections get 503 for 10 s.',
    'No sockets are connected to /chat. New connections get no response for 15 s.',
    'No sockets are connected to /chat.',
    'No sockets are connected to /chat, so nothing is sent.',
    '/chat is restored.',
  ])
})
