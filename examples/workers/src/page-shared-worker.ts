import { showPage } from './show-page'

showPage(new SharedWorker(new URL('./shared-worker.ts', import.meta.url), { type: 'module' }).port)
