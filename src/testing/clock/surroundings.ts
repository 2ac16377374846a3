/** What a renderer of components needs around the work of a server, for example `act()` of React. */
export interface Surroundings {
  /**
   * Called around each wait and each `advance()`. `settle` resolves when nothing is on its way any more, and
   * what waited for a frame is published. @default calls `run`
   */
  within?<T>(run: () => Promise<T>, settle: () => Promise<void>): Promise<T>
  /**
   * Called around each event of a socket and each timer of the library that this kit runs, so around everything that can
   * change what components show. Timers are not included with `clock: 'system'`. @default calls `run`
   */
  deliver?(run: () => void): void
}

export type Deliver = (run: () => void) => void

/** How often each is in use. All servers share them, because they share the clock. */
const delivers = new Map<Deliver, number>()

/** Puts the function around all deliveries until the returned function is called. */
export function addDeliver(deliver: Deliver): () => void {
  delivers.set(deliver, (delivers.get(deliver) ?? 0) + 1)
  let isRemoved = false
  return () => {
    if (isRemoved) return
    isRemoved = true
    const left = (delivers.get(deliver) ?? 0) - 1
    if (left > 0) delivers.set(deliver, left)
    else delivers.delete(deliver)
  }
}

let isInside = false

/** Runs one delivery, with all surroundings around it. A delivery inside another one is part of it. */
export function deliverWithin(run: () => void): void {
  if (isInside) return run()
  const surrounded = [...delivers.keys()].reduce<() => void>((inner, deliver) => () => deliver(inner), run)
  isInside = true
  try {
    surrounded()
  } finally {
    isInside = false
  }
}
