/**
 * The part of Standard Schema (version 1) that is needed here; zod, valibot, arktype and others implement it.
 * https://standardschema.dev
 */
export interface StandardSchema<Input = unknown, Output = Input> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    readonly types?: { readonly input: Input; readonly output: Output } | undefined
  }
}

type SchemaResult<Output> = { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly SchemaIssue[] }

export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

type Types<S extends StandardSchema> = NonNullable<S['~standard']['types']>

export type InferInput<S extends StandardSchema> = Types<S>['input']
export type InferOutput<S extends StandardSchema> = Types<S>['output']

/** A message did not fit its schema. The message names the places, never the values. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly issues: readonly SchemaIssue[]

  constructor(issues: readonly SchemaIssue[]) {
    super(`does not fit its schema at ${issues.map(placeOf).join(', ')}`)
    this.issues = issues
  }
}

const placeOf = ({ path = [] }: SchemaIssue): string =>
  path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.') || 'the top'

export const isSchema = (value: object): value is StandardSchema => '~standard' in value

/**
 * @throws SchemaError with the issues.
 * @throws TypeError for a schema that answers later: messages are handed out in order, at once.
 */
export function validate(schema: StandardSchema, value: unknown): unknown {
  const result = schema['~standard'].validate(value)
  if (result instanceof Promise) {
    // Its result is not used.
    result.catch(() => {})
    throw new TypeError('The schema is asynchronous. Use one without asynchronous checks.')
  }
  if (result.issues) throw new SchemaError(result.issues)
  return result.value
}
