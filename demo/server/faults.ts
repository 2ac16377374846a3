import type { Path } from '../protocol'

/** The faults that are active on each path. `fault-actions.ts` applies them to the sockets. */
export interface FaultSwitches {
  isRefusing(path: Path): boolean
  isSilent(path: Path): boolean
  /** Both end automatically after the duration. */
  refuseFor(path: Path, durationMs: number): void
  silenceFor(path: Path, durationMs: number): void
  /** Ends both immediately. */
  restore(path: Path): void
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
  let pending: (() => void)[] = []
  const refusal = createSwitch(() => undefined)
  const silence = createSwitch(() => {
    const actions = pending
    pending = []
    for (const action of actions) action()
  })
  return { refusal, silence, onSilenceEnd: (action: () => void) => pending.push(action) }
}

export const createFaultSwitches = (): FaultSwitches => {
  const switches = new Map<Path, ReturnType<typeof createPathSwitches>>()
  const switchesOf = (path: Path): ReturnType<typeof createPathSwitches> => {
    const existing = switches.get(path) ?? createPathSwitches()
    switches.set(path, existing)
    return existing
  }

  return {
    isRefusing: (path) => switchesOf(path).refusal.isOn(),
    isSilent: (path) => switchesOf(path).silence.isOn(),
    refuseFor: (path, durationMs) => switchesOf(path).refusal.onFor(durationMs),
    silenceFor: (path, durationMs) => switchesOf(path).silence.onFor(durationMs),
    restore: (path) => {
      switchesOf(path).refusal.off()
      switchesOf(path).silence.off()
    },
    afterSilence: (path, action) => {
      if (switchesOf(path).silence.isOn()) switchesOf(path).onSilenceEnd(action)
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
