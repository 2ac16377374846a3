import { npmBinary } from './npm-binary'

const platform = process.platform === 'win32' ? 'win' : process.platform

/** Path of the executable of that Node version: the running one, or one that is installed from npm. */
export const nodeOf = (major: number): string =>
  process.versions.node.startsWith(`${major}.`)
    ? process.execPath
    : npmBinary(['websocket-store-node-versions', String(major)], `node-${platform}-${process.arch}`, String(major), 'node')
