/** By message, so that components with the same one parse it once and get the same object. */
const parsed = /* @__PURE__ */ new WeakMap<object, unknown>()

/** For every message that is not JSON. */
const UNPARSABLE = {}

export function jsonOf(message: MessageEvent): unknown {
  if (!parsed.has(message)) parsed.set(message, parse(message.data))
  return parsed.get(message)
}

function parse(data: unknown): unknown {
  try {
    return JSON.parse(data as string)
  } catch {
    return UNPARSABLE
  }
}
