import type { AnyCodec, RawCodec } from '../../core/vocabulary/inference'
import type { ConnectionUrl } from '../../core/vocabulary/events'
import type { CaseFactory } from './case'
import { channelCases } from './cases/channels'
import { heartbeatCases } from './cases/heartbeat'
import { lossCases } from './cases/losses'
import { messageCases } from './cases/messages'
import { openingCases } from './cases/opening'
import { rejectionCases } from './cases/rejected'
import { restartCases } from './cases/restart'
import { createSetup, type Options } from './setup'
import { runTrial } from './trial'
import type { ContractCase, MissingCase, ServerContract, ServerContractOptions } from './types'

/** The restart comes last: it ends what others left behind. */
const FACTORIES: readonly CaseFactory[] = [openingCases, lossCases, heartbeatCases, messageCases, channelCases, rejectionCases, restartCases]
/** For the end of a case, and for a busy machine. */
const SPARE_MS = 5000

/**
 * Checks that this library, with your options, and your server recover together from faults of the network. Runs in Node, with
 * any test runner: `for (const { name, run, timeoutMs } of serverContract(url, options)) it(name, run, timeoutMs)`.
 *
 * Each case opens its own connections through its own TCP proxy on 127.0.0.1, which breaks as networks do, and closes them. Cases
 * do not depend on each other and can run at the same time, except the one that restarts the server. Cases without their options
 * are in `missing` instead of the list.
 *
 * @param url The address of the server, or a function as for a connection. The proxy passes the path, the query, the header
 * fields and the host name; for `wss:` it checks the certificate.
 * @throws Each `run` throws an Error that says what happened, what was expected, and how to fix it; also where there are no TCP
 * sockets: it needs Node 20.16, 22.3 or newer.
 */
export function serverContract<C extends AnyCodec = RawCodec, Position = unknown>(
  url: ConnectionUrl,
  options?: ServerContractOptions<C, Position>,
): ServerContract
export function serverContract(url: ConnectionUrl, options: Options = {}): ServerContract {
  const setup = createSetup(url, options)
  const cases: ContractCase[] = []
  const missing: MissingCase[] = []
  for (const { name, needs, takesMs, run } of FACTORIES.flatMap((factory) => factory(setup))) {
    if (needs === undefined) cases.push({ name, timeoutMs: Math.ceil(takesMs + SPARE_MS), run: () => runTrial(setup, run) })
    else missing.push({ name, needs })
  }
  return Object.assign(cases, { missing })
}
