// The settings of the programs: environment variables.
import type { EngineName } from './engine'

export function textSetting(name: string, byDefault?: string): string {
  const value = process.env[name] || byDefault
  if (!value) throw new Error(`Set the environment variable ${name}.`)
  return value
}

export function numberSetting(name: string, byDefault: number): number {
  const text = process.env[name] ?? ''
  const value = text === '' ? byDefault : Number(text)
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number, not ${JSON.stringify(text)}.`)
  return value
}

/** Checked by `createEngine`. */
export const engineSetting = (): readonly [EngineName, string] => [textSetting('ENGINE') as EngineName, textSetting('ENGINE_URL')]
