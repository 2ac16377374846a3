import { createApp } from 'vue'
import Echo from './echo.vue'

/** Put in by vite.config.ts. */
declare const ECHO_URL: string

createApp(Echo, { url: ECHO_URL }).mount(document.body.appendChild(document.createElement('main')))
