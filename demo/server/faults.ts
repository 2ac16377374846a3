import type { Path } from '../protocol'

/** What is wrong with which path right now. Only switches: `fault-actions.ts` does things to sockets. */
export interface FaultSwitches {
  isRefusing(path: Path): boolean
  isSilent(path: Path): boolean
  /** Both end by themselves. */
  refuseFor(path: Path, durationMs: number): void
  silenceFor(path: Path, durationMs: number): void
  /** Ends both now. */
  heal(path: Path): void
  /** Runs once when the silence of that path ends. */
  afterSilence(path: Path, action: () => void): void
  dispose(): void
}

const createSwitch = (onOff: () => void) => {
  let timer: NodeJS.Timeout | undefined
  const off = (): void => {
    if (timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    onOff()
  }
  return {
    isOn: (): boolean => timer !== undefined,
    onFor: (durationMs: number): void => {
      clearTimeout(timer)
      timer = setTimeout(off, durationMs)
    },
    off,
    dispose: (): void => clearTimeout(timer),
  }
}

const createPathSwitches = () => {
  let waiting: (() => void)[] = []
  const refusal = createSwitch(() => undefined)
  const silence = createSwitch(() => {
    const actions = waiting
    waiting = []
    for (const action of actions) action()
  })
  return { refusal, silence, wait: (action: () => void) => waiting.push(action) }
}

export const createFaultSwitches = (): FaultSwitches => {
  const switches = new Map<Path, ReturnType<typeof createPathSwitches>>()
  const of = (path: Path): ReturnType<typeof createPathSwitches> => {
    const known = switches.get(path) ?? createPathSwitches()
    switches.set(path, known)
    return known
  }

  return {
    isRefusing: (path) => of(path).refusal.isOn(),
    isSilent: (path) => of(path).silence.isOn(),
    refuseFor: (path, durationMs) => of(path).refusal.onFor(durationMs),
    silenceFor: (path, durationMs) => of(path).silence.onFor(durationMs),
    heal: (path) => {
      of(path).refusal.off()
      of(path).silence.off()
    },
    afterSilence: (path, action) => {
      if (of(path).silence.isOn()) of(path).wait(action)
      else action()
    },
    dispose: () => {
      for (const { refusal, silence } of switches.values()) {
        refusal.dispose()
        silence.dispose()
      }
    },
  }
}
