import type { Clients } from '../clients/clients'
import type { Programs } from '../processes/build'

/** What all measurements use. */
export interface Bench {
  readonly programs: Programs
  readonly clients: Clients
}
