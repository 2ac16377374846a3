import { npmBinary } from './npm-binary'

const platform = process.platform === 'win32' ? 'win' : process.platform

/** The executable of that version: the running one, or one that npm carries. */
export const nodeOf = (major: number): string =>
  process.versions.node.startsWith(`${major}.`)
    ? process.execPath
    : npmBinary(['websocket-store-node-versions', String(major)], `node-${platform}-${process.arch}`, String(major), 'node')
