import theme from 'vitepress/theme-without-fonts';
import PageList from './page-list.mjs';
import Playground from './playground.mjs';
import './playground.css';
import './style.css';

export default {
  extends: theme,
  enhanceApp({ app }) {
    app.component('PageList', PageList);
    app.component('Playground', Playground);
  },
};
