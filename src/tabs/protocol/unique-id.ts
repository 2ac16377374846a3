import { systemClock } from '../../core/platform/clock'

/** A name that no other page or worker has. `crypto.randomUUID` exists in secure contexts only. */
export const uniqueId = ({ now, random }: { now(): number; random(): number } = systemClock): string =>
  `${now().toString(36)}-${random().toString(36).slice(2)}`
