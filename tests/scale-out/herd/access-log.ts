import { readFileSync } from 'node:fs'

/** One line of the access log. */
export interface Arrival {
  /** When nginx received the request, in ms since 1970. */
  readonly at: number
  readonly status: number
}

/** What `nginx.conf` gets in place of `access_log off`. A socket is logged when it ends, so the log has its duration. */
export const accessLog = (file: string): string =>
  `log_format arrivals '$msec $request_time $status $uri';\n  access_log ${file} arrivals`

export const SWITCHING_PROTOCOLS = 101

/** The arrivals of sockets, in the order of time. */
export const readArrivals = (file: string): Arrival[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [seconds, duration, status, uri] = line.split(' ')
      return uri === '/socket' ? { at: Math.round((Number(seconds) - Number(duration)) * 1000), status: Number(status) } : []
    })
    .sort((a, b) => a.at - b.at)

/** The largest number of arrivals in a slot. The slots begin at `from`. */
export function peakOf(arrivals: readonly Arrival[], from: number, slotMs: number): number {
  const counts = new Map<number, number>()
  for (const { at } of arrivals) {
    const slot = Math.floor((at - from) / slotMs)
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values())
}
