import { warnOf } from './warnings'

/** By socket, so that a component gets the same one each time. */
const protectedSockets = /* @__PURE__ */ new WeakMap<object, object>()

const warn = () => warnOf('shared')

/** A shared socket: its fields can be read, but one component cannot close it or replace its handlers for all others. */
export function protect<Socket extends object>(socket: Socket, reconnect: () => void): Socket {
  const known = protectedSockets.get(socket) as Socket | undefined
  if (known) return known
  const made = new Proxy(socket, {
    get(target, name) {
      if (name === 'reconnect') return { current: reconnect }
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? warn : value
    },
    set(target, name, value) {
      const isHandler = /^on/.test(String(name))
      if (isHandler) warn()
      return !isHandler && Reflect.set(target, name, value, target)
    },
  })
  protectedSockets.set(socket, made)
  return made
}
