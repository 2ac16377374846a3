// The script of the page. browser-clients.ts drives it.
import { startGroup } from './group'

Object.assign(globalThis, { page: { startGroup } })
