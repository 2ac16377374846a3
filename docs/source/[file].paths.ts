import { sourcePages } from '../.vitepress/config/source-pages'

export default { paths: () => sourcePages() }
