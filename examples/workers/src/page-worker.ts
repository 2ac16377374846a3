import { showPage } from './show-page'

showPage(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
