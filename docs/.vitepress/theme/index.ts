import TwoslashFloatingVue from '@shikijs/vitepress-twoslash/client'
import '@shikijs/vitepress-twoslash/style.css'
import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import LiveDemo from './live/live-demo.vue'
import SiteLayout from './site-layout.vue'
import './style.css'
import './home.css'

export default {
  extends: DefaultTheme,
  Layout: SiteLayout,
  enhanceApp({ app }) {
    app.use(TwoslashFloatingVue)
    app.component('LiveDemo', LiveDemo)
  },
} satisfies Theme
