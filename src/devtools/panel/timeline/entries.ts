import type { NoteRecord, PhaseRecord } from '../../model/types'

/** One row of the list. */
export type TimelineEntry =
  | { readonly record: PhaseRecord; /** Null: the current phase. */ readonly endedAt: number | null; readonly isNote: false }
  | { readonly record: NoteRecord; readonly isNote: true }

/** The newest phases and notes, newest first. A note of the same time as a phase happened in it. */
export function newestEntries(phases: readonly PhaseRecord[], notes: readonly NoteRecord[], most: number): TimelineEntry[] {
  const entries: TimelineEntry[] = []
  let phase = phases.length - 1
  let note = notes.length - 1
  while (entries.length < most && (phase >= 0 || note >= 0)) {
    const nextPhase = phases[phase]
    const nextNote = notes[note]
    if (nextPhase !== undefined && (nextNote === undefined || nextPhase.at > nextNote.at)) {
      entries.push({ record: nextPhase, endedAt: phases[phase + 1]?.at ?? null, isNote: false })
      phase -= 1
    } else if (nextNote !== undefined) {
      entries.push({ record: nextNote, isNote: true })
      note -= 1
    }
  }
  return entries
}

/** A part of the band. */
export interface Segment {
  readonly record: PhaseRecord
  readonly from: number
  readonly to: number
  /** How many phases it stands for, because each of them would be too narrow to see. */
  readonly phases: number
}

/** The phases between two times. Phases shorter than `leastMs` that follow each other are one segment, which shows the last of them. */
export function segmentsOf(phases: readonly PhaseRecord[], from: number, to: number, leastMs: number): Segment[] {
  const segments: Segment[] = []
  phases.forEach((record, index) => {
    const start = Math.max(record.at, from)
    const end = Math.min(phases[index + 1]?.at ?? to, to)
    if (end < from || start > to || end < start) return
    const last = segments.at(-1)
    if (last !== undefined && last.to - last.from < leastMs && end - start < leastMs)
      segments[segments.length - 1] = { record, from: last.from, to: end, phases: last.phases + 1 }
    else segments.push({ record, from: start, to: end, phases: 1 })
  })
  return segments
}
