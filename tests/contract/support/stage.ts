import type { UseWebSocketOptions } from 'websocket-store/react'

/** What one component is told to do. */
export interface Part {
  /** Another key is another component. */
  readonly key: number
  readonly url: string | null
  readonly isEnabled: boolean
  /** Suspended in React, deactivated by a KeepAlive in Vue. */
  readonly isHidden: boolean
  readonly options: UseWebSocketOptions<string, string>
  /** Told what is on the screen. */
  shows(data: string | undefined): void
}

export interface StageSettings {
  /** React only: everything is mounted twice. */
  readonly isStrict: boolean
  /** Vue only: what a component does while it is hidden. */
  readonly deactivated: 'keep' | 'pause' | 'release'
}

/** One application with a place for each part. */
export interface Stage {
  /** What is hidden goes on as it last was, or, when this is true, rests. */
  readonly restsHidden: boolean
  render(parts: readonly (Part | null)[]): Promise<void>
  /** Lets something happen that components may render for. */
  during(run: () => void): Promise<void>
  end(): void
}

export interface StageKind {
  readonly name: string
  open(settings: StageSettings): Stage
}
