import type { Behaviour } from '../behaviour'
import { argumentChecks } from './arguments'
import { closing } from './closing'
import { dialling } from './dialling'
import { listening } from './listeners'
import { receiving } from './receiving'
import { sending } from './sending'

export const behaviours: Readonly<Record<string, readonly Behaviour[]>> = {
  dialling,
  sending,
  receiving,
  closing,
  arguments: argumentChecks,
  listeners: listening,
}
