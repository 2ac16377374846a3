import { withDefaults, type Settings } from '../policy/defaults'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ConnectionOptions } from '../vocabulary/connection'
import type { Unsubscribe } from '../vocabulary/wire'

/** Options and url by name. */
export type NamedValues<In, Out> = ConnectionOptions<In, Out> & { readonly url?: ConnectionUrl }
type Name = keyof NamedValues<never, never>

/** An `OptionsHolder` of any message types. */
interface Holder {
  readonly url: unknown
  readonly options: object
}

const valueOf = (holder: Holder, name: Name): unknown =>
  name === 'url' ? (holder.url ?? undefined) : (holder.options as Record<string, unknown>)[name]

/** The names that a holder gives a value for. */
const namesOf = (holder: Holder): Name[] =>
  (['url', ...Object.keys(holder.options)] as Name[]).filter((name) => valueOf(holder, name) !== undefined)

/**
 * The options in force. Nothing is captured: each read uses the current values of the holders. The longest-standing holder that
 * names an option decides it; when none names it any more, its last value stays.
 */
export class LiveOptions<In, Out> {
  /** The caller that created the connection in code. Comes before all others. */
  #owner: Holder | null
  /** The component that acquired the connection first, until one is mounted. */
  creator: Holder | null
  readonly defaults: Partial<ConnectionOptions<In, Out>>
  active: Set<Holder> | null = null
  /** Mounted, but without demand: used while there is no holder with demand. */
  passive: Set<Holder> | null = null
  /** The last values of holders that left. */
  #last: NamedValues<In, Out> | null = null
  /** Which holder names an option, if any. A search costs as much as there are holders. */
  #namedBy: Map<Name, Holder | undefined> | null = null

  constructor(owner: Holder | null, creator: Holder | null, defaults: Partial<ConnectionOptions<In, Out>>) {
    this.#owner = owner
    this.creator = creator
    this.defaults = defaults
  }

  /** The value in force, as given; undefined when no holder names it. */
  given<K extends Name>(name: K): NamedValues<In, Out>[K] {
    const holder = this.#holderOf(name)
    const value = holder ? valueOf(holder, name) : (this.#last?.[name] ?? this.#fallback(name))
    return value as NamedValues<In, Out>[K]
  }

  /** The value in force, with every default filled in. */
  get<K extends keyof Settings<In, Out>>(name: K): Settings<In, Out>[K] {
    return withDefaults(name, this.given(name))
  }

  /** All values in force, as given. */
  all(): NamedValues<In, Out> {
    const holders = [this.#owner, ...(this.active ?? []), ...(this.passive ?? []), this.creator]
    const names = holders.flatMap((holder) => (holder ? namesOf(holder) : []))
    const all = [...names, ...Object.keys({ ...this.defaults, ...this.#last })] as Name[]
    return Object.fromEntries(all.map((name) => [name, this.given(name)]).filter(([, value]) => value !== undefined)) as NamedValues<In, Out>
  }

  /** What holders with demand name; null while there is none. */
  named(): ((name: string) => unknown) | null {
    if (!this.#owner && !this.active?.size) return null
    return (name) => {
      const holder = this.#holderOf(name as Name)
      return holder && valueOf(holder, name as Name)
    }
  }

  isHeld(): boolean {
    return Boolean(this.active?.size || this.passive?.size)
  }

  /** @param isPassive The holder is mounted without demand. */
  hold(holder: Holder, isPassive = false): Unsubscribe {
    const holders = isPassive ? (this.passive ??= new Set()) : (this.active ??= new Set())
    holders.add(holder)
    this.creator = null
    this.changed()
    return () => {
      if (!isPassive) this.#remember(holder)
      holders.delete(holder)
      this.changed()
    }
  }

  /** To be called when a holder may name other options than before. */
  changed(): void {
    this.#namedBy?.clear()
    // An older value must not come back when its successor goes.
    for (const name in this.#last) if (this.#find(name as Name)) delete this.#last[name as Name]
  }

  get owner(): Holder | null {
    return this.#owner
  }

  setOwner(owner: Holder): void {
    this.#owner = owner
    this.changed()
  }

  /** To be called when the connection is at rest: what was left behind ends with it. */
  reset(creator: Holder | null = null): void {
    this.#last = null
    this.creator = creator
    this.#namedBy?.clear()
  }

  #holderOf(name: Name): Holder | undefined {
    if ((this.active?.size ?? 0) < 2) return this.#find(name)
    const namedBy = (this.#namedBy ??= new Map<Name, Holder | undefined>())
    let holder = namedBy.get(name)
    const isCurrent = holder ? valueOf(holder, name) !== undefined : namedBy.has(name)
    if (!isCurrent) namedBy.set(name, (holder = this.#find(name)))
    return holder
  }

  #find(name: Name): Holder | undefined {
    if (this.#owner && valueOf(this.#owner, name) !== undefined) return this.#owner
    for (const holder of this.active ?? []) if (valueOf(holder, name) !== undefined) return holder
    return undefined
  }

  #fallback(name: Name): unknown {
    const isHeld = this.#owner !== null || Boolean(this.active?.size)
    for (const holder of isHeld ? [] : [...(this.passive ?? []), this.creator]) {
      const value = holder ? valueOf(holder, name) : undefined
      if (value !== undefined) return value
    }
    return this.defaults[name as keyof ConnectionOptions]
  }

  #remember(holder: Holder): void {
    for (const name of namesOf(holder)) this.#last = { ...this.#last, [name]: valueOf(holder, name) }
  }
}
