import { createApp } from 'vue'
import Echo from './echo.vue'

createApp(Echo, { url: '/echo' }).mount(document.body.appendChild(document.createElement('main')))
