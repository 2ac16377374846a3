import type { UseWebSocketOptions } from 'websocket-store/react'

/** The inputs of one component. */
export interface ComponentInputs {
  /** Another key is another component. */
  readonly key: number
  readonly url: string | null
  readonly isEnabled: boolean
  /** Suspended in React, deactivated by a KeepAlive in Vue. */
  readonly isHidden: boolean
  readonly options: UseWebSocketOptions<string, string>
  /** Called with what is on the screen. */
  onShown(data: string | undefined): void
}

export interface AppSettings {
  /** React only: everything is mounted twice. */
  readonly isStrict: boolean
  /** Vue only: what a component does while it is hidden. */
  readonly deactivated: 'keep' | 'pause' | 'release'
}

/** One application with a number of places for components. */
export interface AppDriver {
  /** Whether a hidden component gives up its connection. Otherwise it goes on with its last inputs. */
  readonly isIdleWhenHidden: boolean
  render(all: readonly (ComponentInputs | null)[]): Promise<void>
  /** Runs something that components may render for. */
  during(run: () => void): Promise<void>
  end(): void
}

export interface AppDriverKind {
  readonly name: string
  open(settings: AppSettings): AppDriver
}
