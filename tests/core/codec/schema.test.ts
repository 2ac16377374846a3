import { setTimeout } from 'node:timers/promises'
import { type } from 'arktype'
import * as v from 'valibot'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { json } from '../../../src/core/codec/json'
import { SchemaError, type StandardSchema } from '../../../src/core/codec/schema'
import { createFakeConnection } from '../../support/fake-connection'

const schemas: readonly (readonly [string, StandardSchema])[] = [
  ['zod', z.object({ price: z.number() })],
  ['valibot', v.object({ price: v.number() })],
  ['arktype', type({ price: 'number' })],
]

describe.each(schemas)('json() with a schema of %s', (_name, schema) => {
  it('returns a message that matches', () => {
    expect(json(schema).decode('{"price":1}')).toEqual({ price: 1 })
  })

  it('throws the issues of a message that does not match, without its values', () => {
    let error: unknown
    try {
      json(schema).decode('{"price":"secret"}')
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(SchemaError)
    expect((error as SchemaError).issues).toHaveLength(1)
    expect((error as SchemaError).message).toBe('does not fit its schema at price')
  })

  it('checks outgoing messages, and sends the output of the schema', () => {
    const codec = json({ outgoing: schema })
    expect(codec.encode({ price: 1 } as never)).toBe('{"price":1}')
    expect(() => codec.encode({ price: 'x' } as never)).toThrow(SchemaError)
    expect(codec.decode('{"anything":true}')).toEqual({ anything: true })
  })
})

it('returns the transformed value, and calls the reviver first', () => {
  const schema = z.object({ at: z.number().transform((ms) => new Date(ms)) })
  const codec = json({ incoming: schema, reviver: (key, value) => (key === 'at' ? Number(value) + 1 : value) })
  expect(codec.decode('{"at":"1"}')).toEqual({ at: new Date(2) })
})

it('names all places of a message that does not match, without its values', () => {
  const error = new SchemaError([{ message: 'secret', path: ['a', { key: 0 }, 'b'] }, { message: 'secret', path: [] }, { message: 'secret' }])
  expect(error.name).toBe('SchemaError')
  expect(error.message).toBe('does not fit its schema at a.0.b, the top, the top')
})

it('names the top level when the whole message does not match', () => {
  expect(() => json(z.string()).decode('1')).toThrow('at the top')
})

it('explains that an asynchronous schema is not supported', () => {
  expect(() => json(z.string().refine(() => Promise.resolve(true))).decode('"a"')).toThrow('asynchronous')
})

it('leaves no unhandled rejection of an asynchronous schema', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  onTestFinished(() => void process.off('unhandledRejection', unhandled))
  const schema: StandardSchema = {
    '~standard': { version: 1, vendor: 'test', validate: () => Promise.reject(new Error('no answer')) },
  }
  expect(() => json(schema).decode('"a"')).toThrow('asynchronous')
  await setTimeout(5)
  expect(unhandled).not.toHaveBeenCalled()
})

it('emits an error for a message that does not match, and stays open', () => {
  const fake = createFakeConnection({ codec: json(z.object({ price: z.number() })) })
  const socket = fake.open()
  const issues: unknown[] = []
  fake.connection.on('error', ({ cause }) => void issues.push(...(cause as SchemaError).issues))
  socket.message('{"price":"x"}')
  socket.message('{"price":2}')
  expect(issues).toHaveLength(1)
  expect(fake.log).toEqual(['open', 'error decode-failed', 'message {"price":2}'])
  expect(fake.phase).toBe('open')
})
