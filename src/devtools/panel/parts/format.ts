const two = (value: number): string => String(value).padStart(2, '0')

/** The time of day, with milliseconds. */
export function formatTime(at: number): string {
  const date = new Date(at)
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

/** A duration in the unit that a reader would choose. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.max(0, Math.round(ms))} ms`
  if (ms < 9950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return withRest(minutes, 'min', seconds % 60, 's')
  return withRest(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
}

const withRest = (value: number, unit: string, rest: number, restUnit: string): string =>
  rest === 0 ? `${value} ${unit}` : `${value} ${unit} ${rest} ${restUnit}`

export const formatCount = (value: number): string => value.toLocaleString('en-US')

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  return bytes < 999_500 ? `${toThree(bytes / 1000)} kB` : `${toThree(bytes / 1_000_000)} MB`
}

const toThree = (value: number): string => (value < 100 ? value.toFixed(1) : formatCount(Math.round(value)))

/** A number with its noun: `1 message`, `2 messages`. */
export const countOf = (value: number, noun: string): string => `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`
