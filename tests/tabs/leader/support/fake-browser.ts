import type { Locks, LockOutcome, LockRequest } from '../../../../src/core/platform/locks'
import type { LifecycleSignal } from '../../../../src/core/vocabulary/options'
import type { ElectionPlatform } from '../../../../src/tabs/leader/runner'

/** Virtual time: tasks run in the order of their times. */
export interface Scheduler {
  now(): number
  at(delayMs: number, run: () => void): () => void
  /** Runs everything due within `ms`. Awaits promises between tasks. */
  advance(ms: number): Promise<void>
}

export function createScheduler(): Scheduler {
  let now = 1_000_000
  let serial = 0
  const tasks = new Map<number, { due: number; run: () => void }>()
  const firstDue = (until: number) => {
    let first: number | undefined
    for (const [id, { due }] of tasks) {
      if (due <= until && (first === undefined || due < tasks.get(first)!.due)) first = id
    }
    return first
  }
  const settle = async () => {
    for (let i = 0; i < 6; i++) await Promise.resolve()
  }
  return {
    now: () => now,
    at(delayMs, run) {
      const id = serial++
      tasks.set(id, { due: now + Math.max(0, delayMs), run })
      return () => tasks.delete(id)
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (let id = firstDue(until); id !== undefined; id = firstDue(until)) {
        const { due, run } = tasks.get(id)!
        tasks.delete(id)
        now = Math.max(now, due)
        run()
        await settle()
      }
      now = until
    },
  }
}

interface Held {
  readonly request: LockRequest
  readonly tab: FakeTab
  granted: boolean
}

/** A page. While it is suspended its tasks wait; the browser's locks do not. */
export interface FakeTab {
  readonly id: string
  readonly platform: ElectionPlatform
  /** Runs now, or when the tab is resumed. Never after it is closed. */
  task(run: () => void): void
  emit(signal: LifecycleSignal): void
  isVisible: boolean
  isSuspended: boolean
  isClosed: boolean
  /** When it was last resumed. */
  resumedAt: number
  /** It receives nothing from other tabs. */
  isDeaf: boolean
}

export interface FakeBrowser {
  readonly scheduler: Scheduler
  openTab(id: string, random: () => number): FakeTab
  /** The renderer stops without an event. */
  suspend(tab: FakeTab): void
  resume(tab: FakeTab): void
  close(tab: FakeTab): void
  openChannels(tab: FakeTab): readonly string[]
  heldLocks(): readonly { readonly name: string; readonly mode: LockRequest['mode']; readonly tab: string; readonly granted: boolean }[]
  /** Delays between tabs and of the lock manager, in ms. */
  delayMs: () => number
  /** Timers of hidden tabs run once a minute. */
  throttlesHidden: boolean
  /** Messages to a suspended tab are lost. */
  losesMessages: boolean
  refusesLocks: boolean
}

export function createFakeBrowser(scheduler = createScheduler()): FakeBrowser {
  const locks: Held[] = []
  const channels = new Set<{ name: string; tab: FakeTab; receive: (message: unknown) => void }>()
  const waitingTasks = new Map<FakeTab, (() => void)[]>()
  const reports = new Map<Held, (outcome: LockOutcome) => void>()

  const blocks = (a: Held, b: Held) =>
    a !== b && a.request.name === b.request.name && (a.request.mode === 'exclusive' || b.request.mode === 'exclusive')
  /** First in, first out for each name. */
  const isGrantable = (held: Held) => !locks.slice(0, locks.indexOf(held)).some((other) => blocks(other, held))
  const grantAll = () => {
    for (const held of locks) {
      if (held.granted || !isGrantable(held)) continue
      held.granted = true
      report(held, 'granted')
    }
  }
  const report = (held: Held, outcome: LockOutcome) => held.tab.task(() => scheduler.at(browser.delayMs(), () => held.tab.task(() => reports.get(held)?.(outcome))))
  const remove = (held: Held) => {
    const index = locks.indexOf(held)
    if (index >= 0) locks.splice(index, 1)
    grantAll()
  }

  const lockManager = (tab: FakeTab): Locks => ({
    request(request, onOutcome) {
      const held: Held = { request, tab, granted: false }
      reports.set(held, onOutcome)
      let isReleased = false
      // The lock manager is another process.
      scheduler.at(browser.delayMs(), () => {
        if (isReleased || tab.isClosed) return
        if (browser.refusesLocks) return report(held, 'failed')
        locks.push(held)
        if (request.ifAvailable && !isGrantable(held)) {
          locks.pop()
          return report(held, 'refused')
        }
        grantAll()
      })
      return () => {
        isReleased = true
        reports.delete(held)
        scheduler.at(browser.delayMs(), () => remove(held))
      }
    },
    names: () =>
      new Promise((resolve) => {
        scheduler.at(browser.delayMs(), () => {
          const names = locks.map(({ request }) => request.name)
          scheduler.at(browser.delayMs(), () => tab.task(() => resolve(names)))
        })
      }),
  })

  const browser: FakeBrowser = {
    scheduler,
    delayMs: () => 1,
    throttlesHidden: false,
    losesMessages: false,
    refusesLocks: false,
    openChannels: (tab) => [...channels].filter((each) => each.tab === tab).map(({ name }) => name),
    heldLocks: () => locks.map(({ request, tab, granted }) => ({ name: request.name, mode: request.mode, tab: tab.id, granted })),
    openTab(id, random) {
      const signals = new Set<(signal: LifecycleSignal) => void>()
      const timers = new Set<() => void>()
      const tab: FakeTab = {
        id,
        isVisible: true,
        isSuspended: false,
        isClosed: false,
        isDeaf: false,
        resumedAt: -Infinity,
        task(run) {
          if (tab.isClosed) return
          if (tab.isSuspended) waitingTasks.set(tab, [...(waitingTasks.get(tab) ?? []), run])
          else run()
        },
        emit(signal) {
          if (signal === 'visible' || signal === 'hidden') tab.isVisible = signal === 'visible'
          // Timers that are due run at once when a tab becomes visible.
          if (signal === 'visible') for (const reschedule of [...timers]) reschedule()
          for (const each of signals) each(signal)
        },
        platform: undefined as unknown as ElectionPlatform,
      }
      const platform: ElectionPlatform = {
        now: scheduler.now,
        random,
        setTimer(run, delayMs) {
          const due = scheduler.now() + delayMs
          const once = () => {
            cancel()
            tab.task(run)
          }
          const schedule = () => {
            const isThrottled = browser.throttlesHidden && !tab.isVisible
            return scheduler.at((isThrottled ? Math.ceil(due / 60_000) * 60_000 : due) - scheduler.now(), once)
          }
          let unschedule = schedule()
          const reschedule = () => {
            unschedule()
            unschedule = schedule()
          }
          const cancel = () => {
            unschedule()
            timers.delete(reschedule)
          }
          timers.add(reschedule)
          return cancel
        },
        locks: lockManager(tab),
        isVisible: () => tab.isVisible,
        watchLifecycle(emit) {
          signals.add(emit)
          return () => signals.delete(emit)
        },
        openChannel(name, receive) {
          const channel = { name, tab, receive }
          channels.add(channel)
          let isOpen = true
          // In order between two tabs, as in a browser.
          let lastAt = 0
          return {
            post(message) {
              if (!isOpen) return
              const copy: unknown = structuredClone(message)
              lastAt = Math.max(lastAt, scheduler.now() + browser.delayMs())
              for (const other of channels) {
                if (other === channel || other.name !== name) continue
                scheduler.at(lastAt - scheduler.now(), () => {
                  if (other.tab.isDeaf || (browser.losesMessages && other.tab.isSuspended)) return
                  other.tab.task(() => channels.has(other) && other.receive(copy))
                })
              }
            },
            close() {
              isOpen = false
              channels.delete(channel)
            },
          }
        },
      }
      return Object.assign(tab, { platform })
    },
    suspend(tab) {
      tab.isSuspended = true
    },
    resume(tab) {
      if (tab.isSuspended) tab.resumedAt = scheduler.now()
      tab.isSuspended = false
      const tasks = waitingTasks.get(tab) ?? []
      waitingTasks.delete(tab)
      for (const run of tasks) tab.task(run)
    },
    close(tab) {
      tab.isClosed = true
      waitingTasks.delete(tab)
      for (const channel of channels) if (channel.tab === tab) channels.delete(channel)
      scheduler.at(browser.delayMs(), () => {
        for (const held of locks.filter((each) => each.tab === tab)) remove(held)
      })
    },
  }
  return browser
}
